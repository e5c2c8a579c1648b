//! From the network as it was learned to the sections of the model file.

use crate::text::model::dict;
use crate::text::model::network::{GATE_POINT, GATES, LAYERS, POINT, ROLE, ROLE_POINT, STEPS};

use super::matrix::{sigmoid, transpose};
use super::network::Net;
use super::rows::Rows;

/// Rows, embedding, the rest.
pub(super) fn pack(net: &Net, rows: &Rows) -> [Vec<u8>; 3] {
    let entries = rows
        .iter()
        .map(|(&feature, &(row, _))| {
            let row = u16::try_from(row).expect("fewer than 65,536 rows");
            (feature, row.to_le_bytes().to_vec())
        })
        .collect();
    // The few largest numbers are cut, or all others would be told too coarsely.
    let mut sizes: Vec<f32> = net.embedding.now.iter().map(|x| x.abs()).collect();
    sizes.sort_by(f32::total_cmp);
    let most = sizes[sizes.len() - 1 - sizes.len() / 5000];
    let step = whole(most / 127.0, 28);
    let worth = step as f32 / (1_u32 << 28) as f32;
    let mut embedding = step.to_le_bytes().to_vec();
    embedding.extend(
        net.embedding
            .now
            .iter()
            .map(|x| ((x / worth).round().clamp(-127.0, 127.0) as i8).cast_unsigned()),
    );

    let mut dense = Vec::new();
    let mut put = |weights: &[f32], columns: usize, bias: &[f32], point: u32| {
        for x in transpose(weights, columns) {
            let x = whole(x, POINT).clamp(i32::from(i16::MIN), i32::from(i16::MAX)) as i16;
            dense.extend_from_slice(&x.to_le_bytes());
        }
        for &x in bias {
            dense.extend_from_slice(&whole(x, point).to_le_bytes());
        }
    };
    for layer in 0..LAYERS {
        put(&net.layers[layer].now, GATES, &net.layer_bias[layer].now, 2 * POINT);
    }
    put(&net.roles.now, 4 * ROLE + net.tags, &net.role_bias.now, 2 * POINT);
    put(&net.arc.now, ROLE, &net.arc_bias.now, POINT + ROLE_POINT);
    put(&net.label.now, net.relations, &net.label_bias.now, POINT + ROLE_POINT);
    for &x in &net.distance.now {
        dense.extend_from_slice(&whole(x, ROLE_POINT).to_le_bytes());
    }
    for step in 0..STEPS {
        let x = (step as f32 + 0.5) / 256.0 - 8.0;
        let y = whole(sigmoid(x), GATE_POINT) as i16;
        dense.extend_from_slice(&y.to_le_bytes());
    }
    [dict::pack(entries), embedding, dense]
}

/// A number with that many bits behind the point.
fn whole(x: f32, point: u32) -> i32 {
    (x * (1_u32 << point) as f32).round() as i32
}
