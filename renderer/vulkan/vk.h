// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The one way by which this folder includes Vulkan-Hpp: no prototypes, no static loader, so that
// nothing links to libvulkan and every call goes through the dispatch tables of vk::raii.
#pragma once

#define VK_NO_PROTOTYPES
#define VULKAN_HPP_ENABLE_DYNAMIC_LOADER_TOOL 0
#define VULKAN_HPP_NO_SPACESHIP_OPERATOR
#include <vulkan/vulkan_raii.hpp>
