// SPDX-FileCopyrightText: 2026 the cavea authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A complex transform of kPoints = 64 to 4096 points in shared memory, decimation in frequency
// (Gentleman and Sande 1966): radix 8 throughout, one pass of radix 2 or 4 where the size asks for
// it. Every pass works in place, each invocation on its own points, so 4096 points fit the 32 KiB of
// shared memory that every device has. The first and the last pass belong to forward_fft.comp and
// inverse_fft.comp, which join them with the split of a real signal's spectrum (Sorensen et al.
// 1987, "Real-valued fast Fourier transform algorithms"): it pairs bins k and kPoints - k, so those
// passes take rows r and kPoints / 8 - r of eight together. Rows 0 and kPoints / 16 mirror
// themselves and share an invocation.
layout(local_size_x_id = 0) in;
layout(constant_id = 1) const uint kPoints = 64;
layout(constant_id = 2) const uint kRest = 1;  // 1, 2 or 4: kPoints = 64 * 8^n * kRest

const uint kRows = kPoints / 8u;
const uint kPairs = kPoints / 16u;
// Small transforms share a workgroup.
const uint kTransforms = gl_WorkGroupSize.x > kPairs ? gl_WorkGroupSize.x / kPairs : 1u;

shared vec2 points[kPoints * kTransforms];

// [kRows][4]: root of 2 * kPoints to the row, then roots of kPoints to 1..7 times the row; behind
// them [8][2]: roots of 8 * kRest to 1..3 times the index.
layout(set = 0, binding = 1, std430) readonly restrict buffer Twiddles { vec4 twiddles[]; };
layout(set = 0, binding = 2, std430) readonly restrict buffer Jobs { FftJob jobs[]; };
layout(push_constant) uniform Push { FftPush push; };

const float kHalfRoot = 0.70710678118654752;
// e^(-2 pi i q / 16), and e^(-2 pi i (q - 4 + 1/2) / 16) for q >= 4: what the root of 2 * kPoints
// grows by from one row to the next eighth, and that root where row 0 meets row kPoints / 16.
const vec2 kTurns[8] = vec2[8](
    vec2(1.0, 0.0), vec2(0.92387953251128674, -0.38268343236508977), vec2(kHalfRoot, -kHalfRoot),
    vec2(0.38268343236508977, -0.92387953251128674), vec2(0.0, -1.0),
    vec2(-0.38268343236508977, -0.92387953251128674), vec2(-kHalfRoot, -kHalfRoot),
    vec2(-0.92387953251128674, -0.38268343236508977));
const vec2 kMiddleTurns[4] = vec2[4](
    vec2(0.98078528040323045, -0.19509032201612827), vec2(0.83146961230254524, -0.55557023301960222),
    vec2(0.55557023301960222, -0.83146961230254524), vec2(0.19509032201612827, -0.98078528040323045));

// precise forbids fused operations here, so that neither the workgroup nor the place in it can
// change a bit.
vec2 times(vec2 a, vec2 b) {
    precise vec2 product = vec2(a.x * b.x - a.y * b.y, a.x * b.y + a.y * b.x);
    return product;
}

vec2 scaled(vec2 a, float by) {
    precise vec2 product = a * by;
    return product;
}

vec2 minus_i(vec2 a) { return vec2(a.y, -a.x); }
vec2 conjugate(vec2 a) { return vec2(a.x, -a.y); }

// v[q] = sum over n of v[n] e^(-2 pi i n q / 4)
void dft4(inout vec2 a, inout vec2 b, inout vec2 c, inout vec2 d) {
    const vec2 even = a + c;
    const vec2 odd = b + d;
    const vec2 even_off = a - c;
    const vec2 odd_off = minus_i(b - d);
    a = even + odd;
    b = even_off + odd_off;
    c = even - odd;
    d = even_off - odd_off;
}

// The same over 8.
void dft8(inout vec2 v[8]) {
    vec2 e0 = v[0] + v[4];
    vec2 e1 = v[1] + v[5];
    vec2 e2 = v[2] + v[6];
    vec2 e3 = v[3] + v[7];
    vec2 o0 = v[0] - v[4];
    vec2 o1 = v[1] - v[5];
    vec2 o2 = minus_i(v[2] - v[6]);
    vec2 o3 = v[3] - v[7];
    o1 = scaled(vec2(o1.x + o1.y, o1.y - o1.x), kHalfRoot);
    o3 = scaled(vec2(o3.y - o3.x, -o3.x - o3.y), kHalfRoot);
    dft4(e0, e1, e2, e3);
    dft4(o0, o1, o2, o3);
    v = vec2[8](e0, o0, e1, o1, e2, o2, e3, o3);
}

// v[q] *= root of kPoints to the q * row
void twist(inout vec2 v[8], uint row) {
    const vec4 first = twiddles[row * 4u];
    v[1] = times(v[1], first.zw);
    const vec4 second = twiddles[row * 4u + 1u];
    v[2] = times(v[2], second.xy);
    v[3] = times(v[3], second.zw);
    const vec4 third = twiddles[row * 4u + 2u];
    v[4] = times(v[4], third.xy);
    v[5] = times(v[5], third.zw);
    const vec4 fourth = twiddles[row * 4u + 3u];
    v[6] = times(v[6], fourth.xy);
    v[7] = times(v[7], fourth.zw);
}

void load_points(out vec2 v[8], uint at, uint step) {
    for (uint q = 0u; q < 8u; ++q) v[q] = points[at + q * step];
}

void store_points(vec2 v[8], uint at, uint step) {
    for (uint q = 0u; q < 8u; ++q) points[at + q * step] = v[q];
}

// One pass of radix 8 over subsequences of so many points.
void pass8(uint span) {
    const uint step = span / 8u;
    for (uint i = gl_LocalInvocationID.x; i < kRows * kTransforms; i += gl_WorkGroupSize.x) {
        const uint row = i % step;
        const uint at = (i / step) * span + row;
        vec2 v[8];
        load_points(v, at, step);
        dft8(v);
        twist(v, row * (kPoints / span));
        store_points(v, at, step);
    }
}

void pass_rest() {
    const uint quads = kPoints / 4u * kTransforms;
    if (kRest == 4u) {
        for (uint i = gl_LocalInvocationID.x; i < quads; i += gl_WorkGroupSize.x) {
            const uint row = i % 8u;
            const uint at = i / 8u * 32u + row;
            const vec4 first = twiddles[kRows * 4u + row * 2u];
            const vec4 second = twiddles[kRows * 4u + row * 2u + 1u];
            vec2 a = points[at];
            vec2 b = points[at + 8u];
            vec2 c = points[at + 16u];
            vec2 d = points[at + 24u];
            dft4(a, b, c, d);
            points[at] = a;
            points[at + 8u] = times(b, first.xy);
            points[at + 16u] = times(c, first.zw);
            points[at + 24u] = times(d, second.xy);
        }
    } else if (kRest == 2u) {
        for (uint i = gl_LocalInvocationID.x; i < 2u * quads; i += gl_WorkGroupSize.x) {
            const uint row = i % 8u;
            const uint at = i / 8u * 16u + row;
            const vec2 a = points[at];
            const vec2 b = points[at + 8u];
            points[at] = a + b;
            points[at + 8u] = times(a - b, twiddles[kRows * 4u + row * 2u].xy);
        }
    }
}

// Every pass but the first and the last, and the barriers around them.
void middle_passes() {
    barrier();
    for (uint span = kRows; span >= 64u; span /= 8u) {
        pass8(span);
        barrier();
    }
    if (kRest > 1u) {
        pass_rest();
        barrier();
    }
}

// Where the eight points lie that the last pass turns into the bins row, row + kRows, ...: the digits
// of the row in reverse order.
uint eight_of(uint row) {
    uint place = 0u;
    for (uint step = kRows / 8u; step >= kRest; step /= 8u) {
        place += (row & 7u) * step;
        row >>= 3u;
    }
    return (place + row) * 8u;
}

// The second row of a pair.
uint mirror_of(uint row) { return row == 0u ? kPairs : kRows - row; }

// Bin of the q-th first partner of a pair of rows; the second partner is mirror_bin() of it.
uint pair_bin(uint row, uint q) {
    return row == 0u && q >= 4u ? kPairs + (q - 4u) * kRows : row + q * kRows;
}
uint mirror_bin(uint bin) { return bin == 0u ? kPoints / 2u : kPoints - bin; }

// The root of 2 * kPoints to pair_bin().
vec2 pair_root(vec2 row_root, bool first, uint q) {
    if (q < 4u) return times(row_root, kTurns[q]);
    return first ? kMiddleTurns[q - 4u] : times(row_root, kTurns[q]);
}
