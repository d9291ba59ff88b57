// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/renderer/live/guard/real_time_guard.h"

#include <pthread.h>
#include <sys/types.h>
#include <unistd.h>

#include <cstdarg>
#include <cstddef>
#include <cstdlib>
#include <ctime>
#include <new>

namespace {

struct Watch {
    bool armed = false;
    int faults = 0;
    const char* first = nullptr;
};
thread_local constinit Watch watch;

void noticed(const char* name) {
    if (!watch.armed) return;
    ++watch.faults;
    if (watch.first == nullptr) watch.first = name;
}

}  // namespace

namespace cavea::test {

RealTimeGuard::RealTimeGuard() { watch = {true, 0, nullptr}; }
RealTimeGuard::~RealTimeGuard() { watch.armed = false; }
int RealTimeGuard::faults() const { return watch.faults; }
const char* RealTimeGuard::first() const { return watch.first == nullptr ? "" : watch.first; }

}  // namespace cavea::test

// A function of the C library, and what the linker calls in its place.
#define CAVEA_WATCH(Result, name, parameters, arguments) \
    Result __real_##name parameters;                     \
    Result __wrap_##name parameters;                     \
    Result __wrap_##name parameters {                    \
        noticed(#name);                                  \
        return __real_##name arguments;                  \
    }

extern "C" {
CAVEA_WATCH(void*, malloc, (std::size_t size), (size))
CAVEA_WATCH(void*, calloc, (std::size_t count, std::size_t size), (count, size))
CAVEA_WATCH(void*, realloc, (void* memory, std::size_t size), (memory, size))
CAVEA_WATCH(void, free, (void* memory), (memory))
CAVEA_WATCH(int, posix_memalign, (void** memory, std::size_t alignment, std::size_t size),
            (memory, alignment, size))
CAVEA_WATCH(void*, aligned_alloc, (std::size_t alignment, std::size_t size), (alignment, size))
CAVEA_WATCH(int, pthread_mutex_lock, (pthread_mutex_t * mutex), (mutex))
CAVEA_WATCH(int, pthread_mutex_trylock, (pthread_mutex_t * mutex), (mutex))
CAVEA_WATCH(int, pthread_cond_signal, (pthread_cond_t * condition), (condition))
CAVEA_WATCH(int, pthread_cond_broadcast, (pthread_cond_t * condition), (condition))
CAVEA_WATCH(int, pthread_cond_wait, (pthread_cond_t * condition, pthread_mutex_t* mutex),
            (condition, mutex))
CAVEA_WATCH(int, pthread_cond_timedwait,
            (pthread_cond_t * condition, pthread_mutex_t* mutex, const timespec* until),
            (condition, mutex, until))
CAVEA_WATCH(int, pthread_cond_clockwait,
            (pthread_cond_t * condition, pthread_mutex_t* mutex, clockid_t clock,
             const timespec* until),
            (condition, mutex, clock, until))
CAVEA_WATCH(int, nanosleep, (const timespec* time, timespec* rest), (time, rest))
CAVEA_WATCH(int, clock_nanosleep,
            (clockid_t clock, int flags, const timespec* time, timespec* rest),
            (clock, flags, time, rest))
CAVEA_WATCH(int, usleep, (unsigned time), (time))
CAVEA_WATCH(int, sched_yield, (), ())
CAVEA_WATCH(ssize_t, read, (int file, void* bytes, std::size_t count), (file, bytes, count))
CAVEA_WATCH(ssize_t, write, (int file, const void* bytes, std::size_t count), (file, bytes, count))
CAVEA_WATCH(int, close, (int file), (file))
CAVEA_WATCH(ssize_t, pread, (int file, void* bytes, std::size_t count, off_t at),
            (file, bytes, count, at))
CAVEA_WATCH(ssize_t, pwrite, (int file, const void* bytes, std::size_t count, off_t at),
            (file, bytes, count, at))

int __real_open(const char* path, int flags, ...);
int __wrap_open(const char* path, int flags, ...);
int __wrap_open(const char* path, int flags, ...) {
    noticed("open");
    va_list more;
    va_start(more, flags);
    const int mode = va_arg(more, int);  // read also when there is none, as the C library does
    va_end(more);
    return __real_open(path, flags, mode);
}

long __real_syscall(long number, ...);
long __wrap_syscall(long number, ...);
// Six arguments at most, whatever the number; waits of std::atomic come this way.
long __wrap_syscall(long number, ...) {
    noticed("syscall");
    va_list more;
    va_start(more, number);
    long arguments[6];
    for (long& argument : arguments) argument = va_arg(more, long);
    va_end(more);
    return __real_syscall(number, arguments[0], arguments[1], arguments[2], arguments[3],
                          arguments[4], arguments[5]);
}
}

#undef CAVEA_WATCH

// The library's own operators call malloc from inside a shared library, where --wrap does not
// reach.

namespace {

void* allocate(std::size_t size, std::size_t alignment) {
    void* memory = nullptr;
    if (posix_memalign(&memory, alignment < sizeof(void*) ? sizeof(void*) : alignment,
                       size == 0 ? 1 : size) != 0) {
        throw std::bad_alloc();
    }
    return memory;
}

}  // namespace

void* operator new(std::size_t size) { return allocate(size, alignof(std::max_align_t)); }
void* operator new[](std::size_t size) { return allocate(size, alignof(std::max_align_t)); }
void* operator new(std::size_t size, std::align_val_t alignment) {
    return allocate(size, static_cast<std::size_t>(alignment));
}
void* operator new[](std::size_t size, std::align_val_t alignment) {
    return allocate(size, static_cast<std::size_t>(alignment));
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept { return std::malloc(size); }
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept { return std::malloc(size); }
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::align_val_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::align_val_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t, std::align_val_t) noexcept { std::free(memory); }
