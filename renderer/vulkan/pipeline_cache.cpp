// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "renderer/vulkan/pipeline_cache.h"

#include <fmt/core.h>

#include <cstring>
#include <fstream>
#include <span>
#include <system_error>

#include "core/base/error.h"
#include "core/io/atomic_target.h"

namespace cavea::gpu {
namespace {

constexpr std::uintmax_t kLargest = std::uintmax_t{64} << 20;

/// Before Vulkan's own header, which says nothing of the data behind it: drivers are known to trust
/// what they are given.
struct Header {
    char magic[8] = {'c', 'a', 'v', 'e', 'a', 'P', 'C', '1'};
    std::uint64_t bytes = 0;
    std::uint64_t hash = 0;
};

/// FNV-1a, 64 bits (http://www.isthe.com/chongo/tech/comp/fnv).
std::uint64_t hash(const std::vector<std::uint8_t>& data) {
    std::uint64_t value = 0xcbf29ce484222325U;
    for (const std::uint8_t byte : data) value = (value ^ byte) * 0x100000001b3U;
    return value;
}

/// The data of a whole file; empty for any other.
std::vector<std::uint8_t> read(const std::filesystem::path& path) {
    std::error_code error;
    const std::uintmax_t bytes = std::filesystem::file_size(path, error);
    if (error || bytes < sizeof(Header) || bytes > kLargest) return {};
    std::ifstream in(path, std::ios::binary);
    Header header;
    std::vector<std::uint8_t> data(bytes - sizeof(Header));
    in.read(reinterpret_cast<char*>(&header), sizeof(header));
    in.read(reinterpret_cast<char*>(data.data()), static_cast<std::streamsize>(data.size()));
    const bool whole = in && std::memcmp(header.magic, Header().magic, sizeof(header.magic)) == 0 &&
                       header.bytes == data.size() && header.hash == hash(data);
    return whole ? data : std::vector<std::uint8_t>{};
}

/// VkPipelineCacheHeaderVersionOne names this device.
bool fits(const std::vector<std::uint8_t>& data, const vk::PhysicalDeviceProperties& device) {
    VkPipelineCacheHeaderVersionOne header;
    if (data.size() < sizeof(header)) return false;
    std::memcpy(&header, data.data(), sizeof(header));
    return header.headerSize >= sizeof(header) && header.headerSize <= data.size() &&
           header.headerVersion == VK_PIPELINE_CACHE_HEADER_VERSION_ONE &&
           header.vendorID == device.vendorID && header.deviceID == device.deviceID &&
           std::memcmp(header.pipelineCacheUUID, device.pipelineCacheUUID.data(), VK_UUID_SIZE) ==
               0;
}

/// A cache that cannot be written costs time only.
void write(const std::filesystem::path& path, const std::vector<std::uint8_t>& data) {
    Header header;
    header.bytes = data.size();
    header.hash = hash(data);
    std::error_code error;
    std::filesystem::create_directories(path.parent_path(), error);
    try {
        // Whole or not at all: another process may read or write the same cache.
        io::AtomicTarget file(path, {}, sizeof(header) + data.size());
        file.write_at(0, std::as_bytes(std::span(&header, 1)));
        file.write_at(sizeof(header), std::as_bytes(std::span(data)));
        file.commit(sizeof(header) + data.size());
    } catch (const Error&) {
    }
}

vk::raii::PipelineCache make(const Device& device, const std::vector<std::uint8_t>& data) {
    vk::PipelineCacheCreateInfo info;
    info.initialDataSize = data.size();
    info.pInitialData = data.data();
    return {device.handle(), info};
}

std::vector<std::uint8_t> load(const Device& device,
                               const std::optional<std::filesystem::path>& file) {
    if (!file) return {};
    std::vector<std::uint8_t> data = read(*file);
    if (!fits(data, device.properties())) data.clear();
    return data;
}

}  // namespace

std::filesystem::path PipelineCache::file(const Device& device,
                                          const std::filesystem::path& folder) {
    std::string uuid;
    for (const std::uint8_t byte : device.properties().pipelineCacheUUID) {
        uuid += fmt::format("{:02x}", byte);
    }
    return folder / fmt::format("vulkan-{}-{:x}.cache", uuid, device.properties().driverVersion);
}

PipelineCache::PipelineCache(const Device& device,
                             const std::optional<std::filesystem::path>& folder)
    : file_(folder ? std::optional(file(device, *folder)) : std::nullopt),
      loaded_(load(device, file_)),
      cache_(make(device, loaded_)) {
    device.name(cache_, "cavea pipeline cache");
}

void PipelineCache::store() const {
    if (!file_) return;
    const std::vector<std::uint8_t> data = cache_.getData();
    if (data != loaded_ && data.size() <= kLargest - sizeof(Header)) write(*file_, data);
}

}  // namespace cavea::gpu
