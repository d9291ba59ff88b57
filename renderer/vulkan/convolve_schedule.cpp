// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "renderer/vulkan/convolve_schedule.h"

#include <algorithm>
#include <utility>

#include "core/base/assert.h"

namespace cavea::gpu {
namespace {

/// Append element \p index of a list to its ranges.
void extend(std::vector<WorkRange>& ranges, std::uint32_t where, std::size_t index) {
    if (ranges.empty() || ranges.back().where != where) {
        ranges.push_back({where, static_cast<std::uint32_t>(index), 0});
    }
    ++ranges.back().count;
}

}  // namespace

ConvolveSchedule::ConvolveSchedule(ResponseLayout layout, const ScheduleShape& shape)
    : layout_(std::move(layout)), shape_(shape) {
    CAVEA_ASSERT(layout_.depth - 1 + shape.batch <= shape.slots);
    for (ResponseRun& run : layout_.runs) run.paths = {};  // only the transform reads them
    reset();
}

void ConvolveSchedule::reset() {
    ring_.assign(std::size_t{shape_.inputs} * shape_.slots, 0);
    row_.assign(shape_.outputs, kSilent);
    active_ = 0;
    // The next unit begins one batch on.
    head_ = (shape_.slots - shape_.batch % shape_.slots) % shape_.slots;
}

void ConvolveSchedule::plan(const std::vector<char>& sounding) {
    CAVEA_ASSERT(sounding.size() == std::size_t{shape_.inputs} * (shape_.batch + 1));
    head_ = (head_ + shape_.batch) % shape_.slots;
    jobs_.clear();
    forward_.clear();
    inverse_.clear();
    groups_.clear();
    runs_.clear();
    sums_.clear();
    transform_inputs(sounding);
    number_pairs();
    pair_summed_.assign(layout_.pairs.size(), 0);
    for (std::uint32_t part = 0; part < layout_.parts.size(); ++part) sum_part(part);
    for (MultiplyGroup& group : groups_) {
        group.first_run += static_cast<std::uint32_t>(groups_.size());
    }
    transform_outputs();
}

void ConvolveSchedule::transform_inputs(const std::vector<char>& sounding) {
    const std::uint32_t pairs_of_samples = layout_.block / 2;
    for (std::uint32_t input = 0; input < shape_.inputs; ++input) {
        const char* blocks = sounding.data() + std::size_t{input} * (shape_.batch + 1);
        const std::uint32_t local = input % shape_.inputs_at_once;
        for (std::uint32_t t = 0; t < shape_.batch; ++t) {
            const std::uint32_t slot = (head_ + t) % shape_.slots;
            char& window = ring_[std::size_t{input} * shape_.slots + slot];
            const bool was_sounding = window != 0;
            window = blocks[t] != 0 || blocks[t + 1] != 0 ? 1 : 0;
            // Silence is transformed too where it overwrites sound.
            if (window == 0 && !was_sounding) continue;
            extend(forward_, input / shape_.inputs_at_once, jobs_.size());
            jobs_.push_back({(local * (shape_.batch + 1) + t) * pairs_of_samples,
                             local * shape_.slots * layout_.block + slot * kBinTile});
        }
    }
}

bool ConvolveSchedule::active(const ResponseRun& run) const {
    const char* windows = ring_.data() + std::size_t{run.input} * shape_.slots;
    std::uint32_t slot = (head_ + shape_.slots - (run.first + run.count - 1)) % shape_.slots;
    for (std::uint32_t i = 0; i < run.count + shape_.batch - 1; ++i) {
        if (windows[slot] != 0) return true;
        slot = slot + 1 == shape_.slots ? 0 : slot + 1;
    }
    return false;
}

void ConvolveSchedule::number_pairs() {
    run_active_.resize(layout_.runs.size());
    pair_number_.assign(layout_.pairs.size(), kSilent);
    for (std::size_t i = 0; i < layout_.runs.size(); ++i) {
        run_active_[i] = active(layout_.runs[i]) ? 1 : 0;
        if (run_active_[i] != 0) pair_number_[layout_.runs[i].pair] = 0;
    }
    active_ = 0;
    std::fill(row_.begin(), row_.end(), kSilent);
    for (std::size_t i = 0; i < layout_.pairs.size(); ++i) {
        if (pair_number_[i] == kSilent) continue;
        pair_number_[i] = active_++;
        const OutputPair& pair = layout_.pairs[i];
        for (std::uint32_t side = 0; side < pair.count; ++side) {
            row_[pair.outputs[side]] = 2 * pair_number_[i] + side;
        }
    }
}

void ConvolveSchedule::sum_part(std::uint32_t part) {
    const ResponsePart& range = layout_.parts[part];
    std::uint32_t pair = kSilent;
    for (std::size_t i = range.first_run; i < range.first_run + range.runs; ++i) {
        const ResponseRun& run = layout_.runs[i];
        if (run_active_[i] == 0) continue;
        if (run.pair != pair) {
            pair = run.pair;
            const std::uint32_t number = pair_number_[pair];
            const std::uint32_t stretch = number / shape_.pairs_at_once;
            if (sums_.empty() || sums_.back().part != part ||
                sums_.back().groups.where != stretch) {
                sums_.push_back({part, {stretch, static_cast<std::uint32_t>(groups_.size()), 0}});
            }
            ++sums_.back().groups.count;
            groups_.push_back({static_cast<std::uint32_t>(runs_.size()), 0,
                               2 * (number % shape_.pairs_at_once),
                               std::exchange(pair_summed_[pair], char{1}) != 0 ? 1U : 0U});
        }
        ++groups_.back().runs;
        runs_.push_back({run.at, run.input % shape_.inputs_at_once * shape_.slots * layout_.block,
                         run.first, run.count});
    }
}

void ConvolveSchedule::transform_outputs() {
    const std::uint32_t pairs_of_samples = layout_.block / 2;
    for (std::uint32_t row = 0; row < rows(); ++row) {
        const std::uint32_t stretch = row / (2 * shape_.pairs_at_once);
        const std::uint32_t local = row % (2 * shape_.pairs_at_once);
        for (std::uint32_t t = 0; t < shape_.batch; ++t) {
            extend(inverse_, stretch, jobs_.size());
            jobs_.push_back({(local * shape_.batch + t) * pairs_of_samples,
                             (local * shape_.batch + t) * layout_.block});
        }
    }
}

std::size_t ConvolveSchedule::most_jobs() const {
    return (shape_.inputs + 2 * layout_.pairs.size()) * shape_.batch;
}

std::size_t ConvolveSchedule::most_work() const {
    return layout_.parts.size() * layout_.pairs.size() + layout_.runs.size();
}

}  // namespace cavea::gpu
