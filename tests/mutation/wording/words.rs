//! Names that all sentences share.

use crate::mutation::agency::{Agency, office};
use crate::mutation::class::Class;
use crate::mutation::figures::{Figures, Kind};
use crate::mutation::paper::Role;
use crate::mutation::writer::Writer;

/// Names the numbers of tables 3 and 4 and the words for agency, year and work.
pub(crate) fn name(w: &mut Writer, f: &Figures, agency: &Agency) {
    let year = f.year;
    w.year("year", year, Some(Class::SentenceYear));
    w.year("this", year, None);
    w.word("last", format!("({}年|上年|上一年|上年度|去年)", year - 1));
    w.word("lastyear", format!("({}年|上年|上一年度|上年度)", year - 1));
    w.word(
        "period",
        "({year}年，|{year}年|{year}年|{year}年度|{year}年度，|{year}年全年|全年，|全年|本年度|本年度，|年内，|一年来，|报告期内，|统计期内，|{year}年1月1日至12月31日，|)",
    );
    w.word("when", "({this}年，|{this}年|{this}年度|{this}年度，|全年|全年，|本年度|年内，|报告期内，|)");
    w.word("who", agency.whole.clone());
    w.word("name", agency.name.clone());
    w.word("rank", agency.rank);
    w.word("place", agency.place.clone());
    let (other, another) = (office(&mut w.rng, agency), office(&mut w.rng, agency));
    w.word("other", other);
    w.word("another", another);
    // The verbs, and what they act on.
    w.word("got", "(共收到|收到|共受理|受理|总共收到|共计收到|接收|共接收|新收|新收到|收到并登记|登记受理|依法受理|共接到|收悉)");
    w.word("took", "(办理|共办理|依法办理|处理|共处理|受理并办理|承办|共承办)");
    w.word(
        "object",
        "(政府信息公开申请|政府信息公开申请|信息公开申请|政府信息公开的申请|依申请公开|依申请公开申请|依申请公开事项|依申请公开件|政府信息依申请公开|政府信息公开申请事项|政府信息公开申请书|依申请公开政府信息|各类政府信息公开申请|{public}提出的政府信息公开申请|{public}的信息公开申请|{public}递交的政府信息公开申请)",
    );
    w.word("public", "(公民、法人和其他组织|公民、法人或者其他组织|社会公众|申请人|群众|企业和群众)");
    w.word("noun", "(政府信息公开申请|信息公开申请|依申请公开申请|政府信息公开申请事项|依申请公开事项)");
    w.word("all", "(共|共计|总计|合计|一共)");
    applications(w, f);
    cases(w, f);
}

fn applications(w: &mut Writer, f: &Figures) {
    let (new, carried) = (f.new_in(), f.carried_in());
    let any = [new, new + carried, f.handled()];
    let handled_row = f.handled_row();
    w.count("new", new, Class::Received, &any);
    w.about("new", &[Role::Three(0, 6)]);
    w.count("sum", new + carried, Class::Received, &any);
    w.about("sum", &[Role::Three(0, 6), Role::Three(1, 6)]);
    w.count("in", carried, Class::CarriedIn, &[]);
    w.about("in", &[Role::Three(1, 6)]);
    w.count("handled", f.handled(), Class::Handled, &any);
    w.about("handled", &[Role::Three(handled_row, 6)]);
    w.count("out", f.carried_out(), Class::CarriedOut, &[]);
    w.about("out", &[Role::Three(handled_row + 1, 6)]);
    let both = f.outcome(Kind::Granted) + f.outcome(Kind::Partly);
    for (name, class, kind) in [
        ("granted", Class::Granted, Kind::Granted),
        ("partly", Class::Partly, Kind::Partly),
        ("refused", Class::Refused, Kind::Refused),
        ("unavailable", Class::Unavailable, Kind::Unavailable),
        ("unprocessed", Class::Unprocessed, Kind::Unprocessed),
        ("otherwise", Class::OtherOutcome, Kind::Other),
    ] {
        let accept = if matches!(kind, Kind::Granted | Kind::Partly) { vec![both] } else { vec![] };
        w.count(name, f.outcome(kind), class, &accept);
        let cells: Vec<Role> = f.rows(kind).map(|row| Role::Three(row, 6)).collect();
        w.about(name, &cells);
    }
    w.count("both", both, Class::Granted, &[]);
    w.count("organisations", new - f.three[0][0], Class::Applicants, &[]);
    for (name, kind) in [("persons", 0), ("firms", 1), ("science", 2), ("charities", 3), ("lawyers", 4), ("others", 5)] {
        w.count(name, f.three[0][kind], Class::Applicants, &[]);
        w.about(name, &[Role::Three(0, kind)]);
    }
}

fn cases(w: &mut Writer, f: &Figures) {
    let four = &f.four;
    w.case("reviews", four[4], Class::Review, &[]);
    w.about("reviews", &[Role::Four(4)]);
    for (name, at) in [("upheld", 0), ("corrected", 1), ("elsewise", 2), ("pending", 3)] {
        w.case(name, four[at], Class::ReviewResult, &[]);
        w.about(name, &[Role::Four(at)]);
    }
    w.case("closed", four[4] - four[3], Class::ReviewResult, &[]);
    w.case("lawsuits", f.lawsuits(), Class::Lawsuits, &[]);
    w.about("lawsuits", &[Role::Four(9), Role::Four(14)]);
    w.case("direct", four[9], Class::Lawsuits, &[]);
    w.about("direct", &[Role::Four(9)]);
    w.case("after", four[14], Class::Lawsuits, &[]);
    w.about("after", &[Role::Four(14)]);
    for (name, at) in [("won", 5), ("lost", 6), ("mixed", 7), ("open", 8)] {
        w.case(name, four[at] + four[at + 5], Class::LawsuitResult, &[four[at], four[at + 5]]);
        w.about(name, &[Role::Four(at), Role::Four(at + 5)]);
    }
    w.case("cases", four[4] + f.lawsuits(), Class::Review, &[f.lawsuits()]);
}
