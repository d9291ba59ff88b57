// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "renderer/vulkan/device_choice.h"

#include <gtest/gtest.h>

#include <cstdlib>

#include "core/base/error.h"
#include "renderer/vulkan/loader.h"

namespace cavea::test {
namespace {

gpu::DeviceInfo device(const std::string& name, const std::string& kind,
                       const std::string& problem = "") {
    gpu::DeviceInfo info;
    info.name = name;
    info.kind = kind;
    info.cpu_type = kind == "cpu";
    info.problem = problem;
    return info;
}

const std::vector<gpu::DeviceInfo> kDevices = {
    device("llvmpipe (LLVM 15)", "cpu"),
    device("Integrated HD", "integrated"),
    device("GForce Old", "discrete", "its driver is older than Vulkan 1.2"),
    device("GForce New", "discrete"),
};

/// The message of the Error{Machine} that a call throws; empty when it throws none.
template <class Call>
std::string machine_message(Call call) {
    try {
        call();
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::Machine);
        return error.what();
    }
    return {};
}

TEST(DeviceChoice, TakesTheBestUsableGpuUnlessNamed) {
    EXPECT_EQ(gpu::choose_device(kDevices, ""), 3U);
    EXPECT_EQ(gpu::choose_device({kDevices[0], kDevices[1]}, ""), 1U);
}

TEST(DeviceChoice, NamesByIndexOrByPartOfTheName) {
    EXPECT_EQ(gpu::choose_device(kDevices, "0"), 0U);
    EXPECT_EQ(gpu::choose_device(kDevices, "LLVMPIPE"), 0U);
    EXPECT_EQ(gpu::choose_device(kDevices, "integrated"), 1U);
    EXPECT_EQ(gpu::choose_device(kDevices, "gforce"), 3U);
}

TEST(DeviceChoice, NeverTakesAProcessorThatWasNotNamed) {
    const std::string message =
        machine_message([] { static_cast<void>(gpu::choose_device({kDevices[0]}, "")); });
    EXPECT_NE(message.find("llvmpipe"), std::string::npos) << message;
    EXPECT_NE(message.find("--engine cpu"), std::string::npos) << message;
}

TEST(DeviceChoice, SaysWhatThereIsWhenNothingFits) {
    for (const char* wanted : {"7", "-1", "radeon", "99999999999999999999"}) {
        const std::string message =
            machine_message([&] { static_cast<void>(gpu::choose_device(kDevices, wanted)); });
        EXPECT_NE(message.find("1: Integrated HD"), std::string::npos) << message;
        EXPECT_EQ(message.find('\n'), std::string::npos) << message;
    }
    EXPECT_NE(machine_message([] { static_cast<void>(gpu::choose_device({}, "")); }), "");
}

TEST(DeviceChoice, SaysWhyANamedDeviceCannotBeUsed) {
    const std::string message =
        machine_message([] { static_cast<void>(gpu::choose_device(kDevices, "2")); });
    EXPECT_NE(message.find("older than Vulkan 1.2"), std::string::npos) << message;
}

TEST(DeviceChoice, AMissingLoaderIsOneClearError) {
    const std::string message = machine_message([] { gpu::Loader loader("libno-such-vulkan.so"); });
    EXPECT_NE(message.find("libno-such-vulkan.so"), std::string::npos) << message;
    EXPECT_NE(message.find("--engine cpu"), std::string::npos) << message;
}

TEST(DeviceChoice, AMissingDriverIsOneClearErrorAndAnEmptyList) {
    ASSERT_EQ(setenv("VK_DRIVER_FILES", "/nonexistent", 1), 0);
    ASSERT_EQ(setenv("VK_ICD_FILENAMES", "/nonexistent", 1), 0);
    const gpu::DeviceList list = gpu::list_devices();
    const std::string message =
        machine_message([] { static_cast<void>(gpu::make_vulkan_engine({})); });
    unsetenv("VK_DRIVER_FILES");
    unsetenv("VK_ICD_FILENAMES");
    EXPECT_TRUE(list.devices.empty());
    EXPECT_EQ(list.reason, message);
    EXPECT_NE(message.find("river"), std::string::npos) << message;
    EXPECT_NE(message.find("--engine cpu"), std::string::npos) << message;
    EXPECT_EQ(message.find('\n'), std::string::npos) << message;
}

}  // namespace
}  // namespace cavea::test
