//! Products of matrices and the exponential, in an order of sums that no machine changes.

/// Columns that are reckoned at once.
const LANES: usize = 32;

/// `c += a · b`, row by row: `a` is n × k, `b` is k × m, `c` is n × m.
///
/// Every sum runs over k from first to last, whatever the machine's vectors are.
pub(super) fn multiply(a: &[f32], b: &[f32], c: &mut [f32], k: usize, m: usize) {
    if k == 0 || m == 0 {
        return;
    }
    let n = a.len() / k;
    let mut panel = vec![0.0_f32; k * LANES];
    for from in (0..m).step_by(LANES) {
        let width = LANES.min(m - from);
        for (row, b) in panel.chunks_exact_mut(LANES).zip(b.chunks_exact(m)) {
            row[..width].copy_from_slice(&b[from..from + width]);
            row[width..].fill(0.0);
        }
        let mut at = 0;
        while at + 4 <= n {
            let sums = four(&a[at * k..(at + 4) * k], &panel, k);
            for (row, sums) in sums.iter().enumerate() {
                let c = &mut c[(at + row) * m + from..][..width];
                c.iter_mut().zip(sums).for_each(|(c, sum)| *c += sum);
            }
            at += 4;
        }
        while at < n {
            let mut sums = [0.0; LANES];
            for (&a, row) in a[at * k..(at + 1) * k].iter().zip(panel.chunks_exact(LANES)) {
                sums.iter_mut().zip(row).for_each(|(sum, b)| *sum += a * b);
            }
            let c = &mut c[at * m + from..][..width];
            c.iter_mut().zip(sums).for_each(|(c, sum)| *c += sum);
            at += 1;
        }
    }
}

#[inline]
fn four(a: &[f32], panel: &[f32], k: usize) -> [[f32; LANES]; 4] {
    let mut sums = [[0.0_f32; LANES]; 4];
    let (a0, rest) = a.split_at(k);
    let (a1, rest) = rest.split_at(k);
    let (a2, a3) = rest.split_at(k);
    for ((((b, &a0), &a1), &a2), &a3) in panel.chunks_exact(LANES).zip(a0).zip(a1).zip(a2).zip(a3) {
        for lane in 0..LANES {
            sums[0][lane] += a0 * b[lane];
            sums[1][lane] += a1 * b[lane];
            sums[2][lane] += a2 * b[lane];
            sums[3][lane] += a3 * b[lane];
        }
    }
    sums
}

/// Rows become columns: `a` has `k` columns.
pub(super) fn transpose(a: &[f32], k: usize) -> Vec<f32> {
    let n = a.len() / k.max(1);
    let mut turned = vec![0.0; a.len()];
    for (i, row) in a.chunks_exact(k).enumerate() {
        for (j, &value) in row.iter().enumerate() {
            turned[j * n + i] = value;
        }
    }
    turned
}

/// e to the x, to about seven digits, by the four operations alone: the standard library's may
/// differ from machine to machine.
#[inline]
pub(super) fn exp(x: f32) -> f32 {
    const ROUND: f32 = 12_582_912.0;
    let x = x.clamp(-80.0, 80.0);
    let n = (x * std::f32::consts::LOG2_E + ROUND) - ROUND;
    let r = x - n * 0.693_359_4 + n * 2.121_944_4e-4;
    let p = 1.0
        + r * (1.0
            + r * (0.5
                + r * (0.166_666_67 + r * (0.041_666_67 + r * (0.008_333_34 + r * 0.001_388_9)))));
    p * f32::from_bits(((n as i32 + 127) as u32) << 23)
}

#[inline]
pub(super) fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + exp(-x))
}

#[inline]
pub(super) fn tanh(x: f32) -> f32 {
    2.0 * sigmoid(2.0 * x) - 1.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_are_those_of_the_definition() {
        for (n, k, m) in [(1, 1, 1), (5, 3, 33), (9, 64, 70)] {
            let a: Vec<f32> = (0..n * k).map(|i| (i % 7) as f32 - 3.0).collect();
            let b: Vec<f32> = (0..k * m).map(|i| (i % 5) as f32 - 2.0).collect();
            let mut c = vec![1.0; n * m];
            multiply(&a, &b, &mut c, k, m);
            for i in 0..n {
                for j in 0..m {
                    let sum: f32 = (0..k).map(|p| a[i * k + p] * b[p * m + j]).sum();
                    assert!((c[i * m + j] - 1.0 - sum).abs() < 1e-3, "{n} {k} {m}: {i} {j}");
                }
            }
        }
    }

    #[test]
    fn the_exponential_is_near() {
        for x in [-20.0, -1.0, -0.3, 0.0, 0.5, 1.0, 10.0_f32] {
            assert!((exp(x) / x.exp() - 1.0).abs() < 1e-5, "{x}");
        }
        assert!((tanh(0.5) - 0.5_f32.tanh()).abs() < 1e-6);
    }
}
