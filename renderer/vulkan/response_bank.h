// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The responses of a convolver as spectra on the device. Transformed on the host in double
// precision, once: they then add next to nothing to the error of the float transforms.
#pragma once

#include <vector>

#include "renderer/vulkan/buffer.h"
#include "renderer/vulkan/response_layout.h"
#include "renderer/vulkan/uploader.h"

namespace cavea::gpu {

class ResponseBank {
 public:
    ResponseBank() = default;
    /// \param layout  its paths are read for the last time here
    /// \throws as Uploader::make() and fill(); std::bad_alloc
    ResponseBank(const ResponseLayout& layout, Uploader& uploader);

    [[nodiscard]] const Buffer& buffer(std::size_t index) const { return buffers_[index]; }

 private:
    std::vector<Buffer> buffers_;
};

}  // namespace cavea::gpu
