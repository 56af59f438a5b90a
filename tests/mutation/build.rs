//! A whole report from a seed.

use super::agency::Agency;
use super::class::Class;
use super::figures::Figures;
use super::paper::{Block, Line, Paper, Role};
use super::rng::Rng;
use super::tables;
use super::wording::{claims, frame, growth, lists, matters, noise, outcomes, received, review, words};
use super::writer::{House, Writer};

/// The consistent report of a seed.
pub(crate) fn build(seed: u64) -> Paper {
    let rng = Rng::new(seed);
    let figures = Figures::new(&mut rng.fork(1));
    compose(&figures, &Agency::new(&mut rng.fork(2)), Writer::new(rng.fork(4), House::new(&mut rng.fork(3))))
}

/// The reports of two years in a row of one agency.
pub(crate) fn pair(seed: u64) -> [Paper; 2] {
    let rng = Rng::new(seed).fork(30);
    let agency = Agency::new(&mut rng.fork(2));
    let house = House { series: true, no_totals: false, ..House::new(&mut rng.fork(3)) };
    let first = Figures::new(&mut rng.fork(1));
    let second = first.after(&mut rng.fork(5));
    [(first, 6), (second, 7)].map(|(figures, purpose)| compose(&figures, &agency, Writer::new(rng.fork(purpose), house.clone())))
}

/// A report from its figures.
fn compose(figures: &Figures, agency: &Agency, mut w: Writer) -> Paper {
    words::name(&mut w, figures, agency);
    let mut blocks = vec![Block::Title(frame::title(&mut w, figures))];
    blocks.extend(frame::opening(&mut w, figures).into_iter().map(Block::Paragraph));
    blocks.push(Block::Heading(frame::section(&mut w, 0)));
    blocks.extend(overview(&mut w, figures, agency));
    blocks.push(Block::Heading(frame::section(&mut w, 1)));
    blocks.push(Block::Table(tables::two(&mut w, figures)));
    blocks.push(Block::Heading(frame::section(&mut w, 2)));
    blocks.push(Block::Table(tables::three(&mut w, figures)));
    blocks.push(Block::Heading(frame::section(&mut w, 3)));
    blocks.push(Block::Table(tables::four(&mut w, figures)));
    blocks.push(Block::Heading(frame::section(&mut w, 4)));
    blocks.extend(frame::problems(&mut w).into_iter().map(Block::Paragraph));
    blocks.push(Block::Heading(frame::section(&mut w, 5)));
    blocks.push(Block::Paragraph(frame::others(&mut w)));
    blocks.extend(frame::signature(&mut w, figures).into_iter().map(Block::Signature));
    let mut paper = Paper { blocks, marks: w.marks, agency: agency.name.clone(), year: figures.year, form: figures.form };
    tie(&mut paper);
    paper
}

/// Section one: five parts with their sentences.
fn overview(w: &mut Writer, f: &Figures, agency: &Agency) -> Vec<Block> {
    let heads = frame::parts(w);
    let own_line = w.rng.chance(40);
    let mut parts: [Vec<Line>; 5] = std::array::from_fn(|_| Vec::new());
    parts[0].push(w.one(&["坚持以公开为常态", "持续做好主动公开工作", "围绕中心工作深化政务公开", "严格落实政务公开要点"]));
    parts[0].extend(matters::matters(w, f));
    parts[1].extend(requests(w, f, agency));
    let place = *w.rng.pick(&[1, 1, 1, 4]);
    let mut cases = review::review(w, f);
    cases.extend(claims::cases(w, f));
    let (count, some) = (w.rng.index(4), w.rng.index(8) + 2);
    let mut extra: Vec<Line> = (0..count).map(|_| lists::breakdown(w)).collect();
    for _ in 0..w.rng.index(3) {
        extra.push(lists::share(w));
        extra.extend(growth::other(w));
    }
    extra.extend(noise::noise(w, f, some));
    for line in extra {
        let at = *w.rng.pick(&[0, 0, 1, 2, 3, 4]);
        parts[at].push(line);
    }
    parts[place].push(cases);
    parts[2].insert(0, w.one(&["规范政府信息管理", "落实信息发布审核制度", "加强公文属性源头管理"]));
    parts[3].insert(0, w.one(&["加强门户网站建设", "统筹推进新媒体管理", "优化公开专栏设置"]));
    parts[4].insert(0, w.one(&["强化监督考核", "健全工作机制", "加大培训力度"]));
    let mut blocks = Vec::new();
    for (head, lines) in heads.into_iter().zip(parts) {
        let mut body = Line::new();
        if own_line {
            blocks.push(Block::Sub(head));
        } else {
            body.extend(head);
            body.extend(w.say("。"));
        }
        for line in lines.into_iter().filter(|line| !line.is_empty()) {
            body.extend(line);
            body.extend(w.say("。"));
        }
        blocks.push(Block::Paragraph(body));
    }
    blocks
}

/// Intake, growth, outcomes and what is said of them.
fn requests(w: &mut Writer, f: &Figures, agency: &Agency) -> Vec<Line> {
    let mut lines = Vec::new();
    if w.rng.chance(40) {
        lines.push(w.one(&["严格规范依申请公开工作", "健全受理、审核、答复机制", "畅通申请渠道", "依法保障群众知情权"]));
    }
    let before = w.marks.len();
    let mut line = received::received(w, f, agency.governs);
    // Growth is told right behind the number received, where nothing else stands between them.
    let numbers = w.marks[before..].iter().filter(|mark| mark.class.is_some_and(|c| c != Class::SentenceYear)).count();
    let ends_with_new = w.marks.last().is_some_and(|mark| mark.class == Some(Class::Received) && mark.about == [Role::Three(0, 6)]);
    if numbers == 1 && ends_with_new && w.rng.chance(35) {
        let unit = w.house.unit;
        if growth::name(w, f.last[0], f.new_in(), unit).is_some() {
            line.extend(w.one(growth::BEHIND));
        }
    }
    let told = w.marks.len() > before + 1 && numbers > 1;
    line.extend(outcomes::outcomes(w, f, told));
    line.extend(claims::applications(w, f));
    lines.push(line);
    lines.extend(outcomes::reasons(w, f));
    lines
}

/// A cell of table 2 can be checked only where the text names it.
fn tie(paper: &mut Paper) {
    let named: Vec<Role> = paper.marks.iter().filter(|mark| !mark.cell).flat_map(|mark| mark.about.clone()).collect();
    for mark in paper.marks.iter_mut().filter(|mark| mark.cell && mark.class == Some(Class::Table2)) {
        if !mark.about.iter().any(|role| named.contains(role)) {
            mark.class = None;
        }
    }
}
