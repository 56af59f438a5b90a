//! The sums found on a table, and each of their lines judged.

use crate::document::Deadline;
use crate::facts::Facts;
use crate::rules::Axis;
use crate::rules::sums::accuse::{Doubt, Misfit};
use crate::rules::sums::apart::apart;
use crate::rules::sums::balance;
use crate::rules::sums::doubt::doubtful;
use crate::rules::sums::evaluate::Compared;
use crate::rules::sums::found::Found;
use crate::rules::sums::ground::Ground;
use crate::rules::sums::house::House;
use crate::rules::sums::hundred::hundreds;
use crate::rules::sums::kinds::Kinds;
use crate::rules::sums::lexicon::Lexicon;
use crate::rules::sums::lone::lone;
use crate::rules::sums::plane::Plane;
use crate::rules::sums::repair::{Equation, Judged};
use crate::rules::sums::running;
use crate::rules::sums::sections::sections;
use crate::rules::sums::select::select;
use crate::rules::sums::sheet::Sheet;

/// A table, or one side of it, made ready for the search.
pub(super) struct Read {
    sheet: Sheet,
    rows: Kinds,
    columns: Kinds,
}

impl Read {
    /// Reads the sides of table `index` that hold enough numbers.
    pub(super) fn all(facts: &Facts<'_>, index: u32, lexicon: &Lexicon) -> Vec<Self> {
        let read = |sheet| Self { rows: Kinds::rows(&sheet, facts, lexicon), columns: Kinds::columns(&sheet, facts, lexicon), sheet };
        Sheet::all(facts, index, lexicon).into_iter().map(read).collect()
    }

    /// The table down its columns, then along its rows.
    pub(super) fn planes(&self) -> [Plane<'_>; 2] {
        [Plane::of(Axis::Column, &self.sheet, &self.rows, &self.columns), Plane::of(Axis::Row, &self.sheet, &self.columns, &self.rows)]
    }
}

/// A plane and the sums found on it: those that lines confirm, then totals named as such that none does, then balances.
pub(super) struct Searched<'p> {
    pub(super) plane: &'p Plane<'p>,
    pub(super) ground: Ground,
    pub(super) found: Vec<Found>,
}

/// Searches the planes of a table; `None` where there is no time left.
pub(super) fn search<'p>(planes: &'p [Plane<'p>; 2], deadline: &Deadline) -> Option<Vec<Searched<'p>>> {
    let one = |plane: &'p Plane<'p>| {
        let mut found = select(plane);
        sections(plane, &mut found);
        let apart = apart(plane, &found);
        found.extend(apart);
        let named = lone(plane, &found);
        found.extend(named);
        let shares = hundreds(plane, &found);
        found.extend(shares);
        let ground = Ground::of(&found);
        found.extend(balance::within(plane));
        (!deadline.is_over()).then_some(Searched { plane, ground, found })
    };
    planes.iter().map(one).collect()
}

/// Judges every line of every sum.
pub(super) fn judge(searched: &[Searched<'_>]) -> Judged {
    let mut house = House::default();
    for_each(searched, |_, plane, rule, line, known| house.note(known, &Equation::along(plane, rule, line, known)));
    let mut judged = Judged::default();
    for_each(searched, |ground, plane, rule, line, known| {
        let equation = Equation::along(plane, rule, line, known);
        let exact = !known.holds() && rule.labelled && house.is_exact(plane, rule, line, known, &equation);
        if known.holds() || (known.rounds() && !exact) {
            judged.satisfied.push(equation);
            return;
        }
        let misfit = Misfit { plane, rule, line, known, exact };
        match misfit.accuses(ground) {
            Ok(()) if !doubtful(plane, rule, line, known) => judged.failed.push(equation),
            Ok(()) => judged.doubted.push((equation, Doubt::Loose)),
            Err(doubt) => judged.doubted.push((equation, doubt)),
        }
    });
    judged.believe_crossings();
    for one in searched {
        judged.take_steps(running::steps(one.plane));
    }
    judged
}

/// Visits every line of every sum.
fn for_each<'p>(searched: &[Searched<'p>], mut visit: impl FnMut(&Ground, &'p Plane<'p>, &Found, usize, &Compared)) {
    for Searched { plane, ground, found } in searched {
        for rule in found.iter().take_while(|_| !plane.is_late()) {
            for (line, known) in &rule.lines {
                visit(ground, plane, rule, *line, known);
            }
        }
    }
}
