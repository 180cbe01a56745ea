//! What is right, by other means than the solvers': plain enumeration, and the conditions of the proof word by word.

use super::instances::Table;
use crate::assignment::FORBIDDEN;
use crate::assignment::Face;
use crate::assignment::Optimum;

/// The column of each row, if it is paired.
pub(super) type Mates = Vec<Option<usize>>;

/// Pairs and total weight.
pub(super) fn worth(table: &Table, mates: &Mates) -> (usize, i128) {
    let weights = mates.iter().zip(&table.weights).filter_map(|(col, row)| col.map(|col| i128::from(row[col])));
    (mates.iter().flatten().count(), weights.sum())
}

/// Every matching of permitted pairs, in order.
pub(super) fn all_matchings(table: &Table) -> Vec<Mates> {
    let mut found = vec![Vec::new()];
    for row in &table.weights {
        found = found
            .iter()
            .flat_map(|mates: &Mates| {
                let free = (0..table.cols).filter(|&col| row[col] != FORBIDDEN && !mates.contains(&Some(col))).map(Some);
                std::iter::once(None).chain(free).map(|next| [&mates[..], &[next]].concat()).collect::<Vec<_>>()
            })
            .collect();
    }
    found
}

/// Every best matching, in order.
pub(super) fn all_optima(table: &Table) -> Vec<Mates> {
    let all = all_matchings(table);
    let best = all.iter().map(|mates| worth(table, mates)).max();
    all.into_iter().filter(|mates| Some(worth(table, mates)) == best).collect()
}

/// Whether the face holds this pair.
pub(super) fn is_on(face: &Face, row: usize, col: usize) -> bool {
    u32::try_from(col).is_ok_and(|col| face.edges[row].binary_search(&col).is_ok())
}

/// Every matching that the face describes, in order.
pub(super) fn all_on_face(table: &Table, face: &Face) -> Vec<Mates> {
    let on_face = |mates: &Mates| {
        let inside = mates.iter().enumerate().all(|(row, col)| col.is_none_or(|col| is_on(face, row, col)));
        inside
            && face.must_rows.iter().all(|&row| mates[row].is_some())
            && face.must_cols.iter().all(|&col| mates.contains(&Some(col)))
    };
    all_matchings(table).into_iter().filter(on_face).collect()
}

/// Which condition of the proof fails, if one does. The numbers are those of the list in the module's head.
pub(super) fn fault(table: &Table, optimum: &Optimum) -> Option<String> {
    let (rows, cols) = (table.weights.len(), table.cols);
    let Optimum { mate_of_row, prices, cover } = optimum;
    let mut paired = vec![0; cols];
    for &col in mate_of_row.iter().flatten() {
        paired[col] += 1;
    }
    if mate_of_row.len() != rows || paired.iter().any(|&times| times > 1) {
        return Some("1: not a matching".into());
    }
    for (row, &mate) in mate_of_row.iter().enumerate() {
        for col in 0..cols {
            let weight = table.weights[row][col];
            let chosen = mate == Some(col);
            if weight == FORBIDDEN {
                if chosen {
                    return Some(format!("1: ({row}, {col}) is forbidden"));
                }
                continue;
            }
            let count = usize::from(cover.rows[row]) + usize::from(cover.cols[col]);
            let price = prices.rows[row] + prices.cols[col];
            if count < 1 || (count == 1 && price < weight.into()) {
                return Some(format!("2: ({row}, {col}) is not covered"));
            }
            if chosen && (count != 1 || price != weight.into()) {
                return Some(format!("4: ({row}, {col}) is not tight"));
            }
        }
    }
    let people = (0..rows).map(|row| (mate_of_row[row].is_some(), cover.rows[row], prices.rows[row]));
    let people = people.chain((0..cols).map(|col| (paired[col] == 1, cover.cols[col], prices.cols[col])));
    for (paired, covered, price) in people {
        if !covered && price < 0 {
            return Some("3: a price below 0 outside the cover".into());
        }
        if !paired && (covered || price != 0) {
            return Some("5: unpaired, but in the cover or with a price".into());
        }
    }
    None
}
