//! The numbers of one year's report, all consistent with each other.

use super::rng::Rng;

/// The kinds of outcomes, (一) to (六) of table 3.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Granted,
    Partly,
    Refused,
    Unavailable,
    Unprocessed,
    Other,
}

impl Kind {
    pub(crate) const ALL: [Self; 6] = [Self::Granted, Self::Partly, Self::Refused, Self::Unavailable, Self::Unprocessed, Self::Other];

    /// The rows it has in the form of 2021, or 2019.
    fn rows(self, form: u64) -> usize {
        match self {
            Self::Granted | Self::Partly => 1,
            Self::Refused => 8,
            Self::Unprocessed => 5,
            Self::Other if form == 2019 => 1,
            Self::Unavailable | Self::Other => 3,
        }
    }
}

/// A cell of table 2.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Amount {
    Count(u64),
    /// 本年增/减.
    Change(i64),
    /// In hundredths of 万元.
    Money(u64),
}

/// A row of table 2 with its key in both forms.
pub(crate) struct Matter {
    pub(crate) key: &'static str,
    pub(crate) label: &'static str,
    pub(crate) amounts: Vec<Amount>,
}

impl Matter {
    /// What the year before says of this one: documents in force, items at the start.
    fn follow(&mut self, then: &Self, form: u64) {
        match (&mut self.amounts[..], &then.amounts[..]) {
            ([Amount::Count(made), Amount::Count(gone), Amount::Count(all)], [_, _, Amount::Count(before)]) if form == 2021 => {
                *gone = (*gone).min(before + *made);
                *all = before + *made - *gone;
            }
            ([Amount::Count(start), Amount::Change(now), ..], [Amount::Count(before), Amount::Change(change), ..]) => {
                *start = before.saturating_add_signed(*change);
                // No more is taken away than there is.
                *now = (*now).max(-i64::try_from(*start).unwrap_or(i64::MAX));
            }
            _ => {}
        }
    }
}

/// The numbers of one report.
pub(crate) struct Figures {
    pub(crate) form: u64,
    /// The form of table 2, which a few offices take from another year than the rest.
    pub(crate) form_two: u64,
    pub(crate) year: u64,
    /// 一, 二, every outcome's row, 七, 四; six kinds of applicants and 总计.
    pub(crate) three: Vec<[u64; 7]>,
    pub(crate) four: [u64; 15],
    pub(crate) two: Vec<Matter>,
    /// Received, handled, reviews in the year before.
    pub(crate) last: [u64; 3],
}

impl Figures {
    pub(crate) fn new(rng: &mut Rng) -> Self {
        let form = if rng.chance(35) { 2019 } else { 2021 };
        let year = if form == 2019 { rng.range(2019, 2020) } else { rng.range(2021, 2024) };
        let new = match rng.below(20) {
            0 | 1 => 0,
            2..5 => rng.range(1, 6),
            5..11 => rng.range(7, 60),
            11..16 => rng.range(61, 400),
            16..19 => rng.range(401, 3600),
            _ => rng.range(3601, 12000),
        };
        let carried = if rng.chance(40) { 0 } else { (new / rng.range(6, 25)).min(90) + rng.below(3) };
        let wide = wide(rng);
        let carried = row_of(rng.split(carried, &wide));
        let three = applications(rng, form, new, carried, &wide);
        let four = cases(rng, new);
        let form_two = if form == 2021 || rng.chance(90) { form } else { 2021 };
        let two = matters(rng, form_two);
        let last = [new, new, four[4]].map(|n| {
            let near = n.saturating_sub(n * rng.below(45) / 100) + rng.below(n / 2 + 2);
            near.max(1)
        });
        Self { form, form_two, year, three, four, two, last }
    }

    /// The year after: what was left is carried in, what is in force goes on from what was.
    pub(crate) fn after(&self, rng: &mut Rng) -> Self {
        let year = self.year + 1;
        let form = if year > 2020 { 2021 } else { 2019 };
        let new = (self.new_in() * rng.range(60, 150) / 100).max(3);
        let left = self.three[self.handled_row() + 1];
        let wide = wide(rng);
        let three = applications(rng, form, new, [left[0], left[1], left[2], left[3], left[4], left[5]], &wide);
        let four = cases(rng, new);
        let mut two = matters(rng, form);
        if form == self.form_two {
            two.iter_mut().zip(&self.two).for_each(|(now, then)| now.follow(then, form));
        }
        let last = [self.new_in(), self.handled(), self.four[4]];
        Self { form, form_two: form, year, three, four, two, last }
    }

    /// The rows of a kind of outcome in table 3, 0 being 一.
    pub(crate) fn rows(&self, kind: Kind) -> std::ops::Range<usize> {
        let start = 2 + Kind::ALL.iter().take_while(|k| **k != kind).map(|k| k.rows(self.form)).sum::<usize>();
        start..start + kind.rows(self.form)
    }

    /// The row (七)总计.
    pub(crate) fn handled_row(&self) -> usize {
        self.three.len() - 2
    }

    fn total(&self, row: usize) -> u64 {
        self.three[row][6]
    }

    pub(crate) fn new_in(&self) -> u64 {
        self.total(0)
    }

    pub(crate) fn carried_in(&self) -> u64 {
        self.total(1)
    }

    pub(crate) fn handled(&self) -> u64 {
        self.total(self.handled_row())
    }

    pub(crate) fn carried_out(&self) -> u64 {
        self.total(self.handled_row() + 1)
    }

    pub(crate) fn outcome(&self, kind: Kind) -> u64 {
        self.rows(kind).map(|row| self.total(row)).sum()
    }

    /// Both totals of lawsuits.
    pub(crate) fn lawsuits(&self) -> u64 {
        self.four[9] + self.four[14]
    }

    /// The row of table 2 with this key and the cell's place.
    pub(crate) fn matter(&self, key: &str, col: usize) -> Option<(usize, Amount)> {
        let row = self.two.iter().position(|matter| matter.key == key)?;
        self.two[row].amounts.get(col).map(|amount| (row, *amount))
    }
}

/// How applications spread over the kinds of applicants.
fn wide(rng: &mut Rng) -> [u64; 6] {
    [rng.range(20, 300), rng.range(2, 40), rng.range(1, 4), rng.range(1, 6), rng.range(1, 4), rng.range(1, 5)]
}

fn row_of(parts: Vec<u64>) -> [u64; 6] {
    parts.try_into().expect("six kinds")
}

fn applications(rng: &mut Rng, form: u64, new: u64, second: [u64; 6], wide: &[u64; 6]) -> Vec<[u64; 7]> {
    let came = new + second.iter().sum::<u64>();
    let over = if came < 2 || rng.chance(40) { 0 } else { rng.range(1, 1 + came / 14) };
    let first = row_of(rng.split(new, wide));
    let mut left: Vec<u64> = first.iter().zip(second).map(|(a, b)| a + b).collect();
    let mut out = [0; 6];
    for _ in 0..over {
        let open: Vec<usize> = (0..6).filter(|kind| left[*kind] > 0).collect();
        let kind = *rng.pick(&open);
        left[kind] -= 1;
        out[kind] += 1;
    }
    let count: usize = Kind::ALL.iter().map(|kind| kind.rows(form)).sum();
    let mut weights: Vec<u64> = (0..count).map(|_| if rng.chance(45) { 0 } else { rng.range(1, 9) }).collect();
    weights[0] += rng.range(6, 60);
    weights[1] += rng.below(12);
    let mut outcomes = vec![[0; 6]; count];
    for (kind, n) in left.iter().enumerate() {
        for (row, n) in rng.split(*n, &weights).into_iter().enumerate() {
            outcomes[row][kind] = n;
        }
    }
    let mut rows = vec![first, second];
    rows.extend(outcomes);
    rows.push(row_of(left));
    rows.push(out);
    rows.into_iter().map(|row| [row[0], row[1], row[2], row[3], row[4], row[5], row.iter().sum()]).collect()
}

fn cases(rng: &mut Rng, new: u64) -> [u64; 15] {
    let mut four = [0; 15];
    for group in 0..3 {
        let n = match rng.below(10) {
            0..4 => 0,
            4..7 => rng.range(1, 4),
            7 | 8 => rng.range(0, 1 + new / 20),
            _ => rng.range(0, 1 + new / 6).min(160),
        };
        for (at, part) in rng.split(n, &[10, 3, 3, 3]).into_iter().enumerate() {
            four[group * 5 + at] = part;
        }
        four[group * 5 + 4] = n;
    }
    four
}

fn matters(rng: &mut Rng, form: u64) -> Vec<Matter> {
    let row = |key, label, amounts| Matter { key, label, amounts };
    let counts = |list: &[u64]| list.iter().map(|n| Amount::Count(*n)).collect::<Vec<_>>();
    let some = rng.range(3, 200);
    let count = |rng: &mut Rng| if rng.chance(15) { 0 } else { rng.below(some * 40) };
    let change = |rng: &mut Rng| Amount::Change(i64::try_from(rng.below(some)).expect("small") - i64::try_from(some / 3).expect("small"));
    let made = rng.below(40);
    let rule = if rng.chance(80) { 0 } else { rng.range(1, 5) };
    if form == 2019 {
        let public = made.saturating_sub(rng.below(4));
        let mut rows = vec![
            row("规章", "规章", counts(&[rule, rule, rule * 3])),
            row("规范性文件", "规范性文件", counts(&[made, public, public + rng.below(90)])),
        ];
        for (key, label) in [("许可", "行政许可"), ("其他", "其他对外管理服务事项"), ("处罚", "行政处罚"), ("强制", "行政强制")]
        {
            let delta = change(rng);
            rows.push(row(key, label, vec![Amount::Count(some + count(rng) / 8), delta, Amount::Count(count(rng))]));
        }
        let delta = change(rng);
        rows.push(row("收费", "行政事业性收费", vec![Amount::Count(some + rng.below(60)), delta]));
        rows.push(row("采购", "政府集中采购", vec![Amount::Count(rng.range(1, 400)), Amount::Money(rng.range(5_000, 9_000_000))]));
        return rows;
    }
    let repealed = rng.below(made + 6);
    let fees = if rng.chance(30) { 0 } else { rng.range(100, 9_000_000) };
    vec![
        row("规章", "规章", counts(&[rule, rule / 2, rule * 4])),
        row("规范性文件", "行政规范性文件", counts(&[made, repealed, made + rng.below(150)])),
        row("许可", "行政许可", counts(&[count(rng)])),
        row("处罚", "行政处罚", counts(&[count(rng)])),
        row("强制", "行政强制", counts(&[count(rng) / 4])),
        row("收费", "行政事业性收费", vec![Amount::Money(fees)]),
    ]
}
