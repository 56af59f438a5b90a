//! Numbers before a list that it may belong to instead of the one taken for its whole.

use num_rational::BigRational;
use num_traits::Signed as _;

use crate::facts::{Facts, Number, Sentence, placeholder};
use crate::rules::check::breakdown::judge::own_label;
use crate::rules::check::found::Found;

/// What else in the sentence the parts may belong to: the numbers of the same unit before the whole, each of them with the whole, and without it.
/// `收到30件,上年结转2件,其中…` may go on to divide the first, or both together.
pub(super) fn other_wholes(found: &Found<'_>, own: Option<u32>, whole: &Number, facts: &Facts<'_>) -> Vec<BigRational> {
    let before = item(&found.sentence.text[..found.at.start]);
    // 26个部门开设账号53个: the first counts who did it; 网上7件及信函28件 are two of a kind.
    let of_a_kind = |id: &u32| facts.number(*id).is_some_and(|n| n.quantity.unit == whole.quantity.unit);
    let joined = own_label(found).contains(['及', '和', '与']);
    let doers: Vec<u32> = found.sentence.ids_in(own_label(found)).filter(|id| !(joined && of_a_kind(id))).collect();
    let divided = divided_before(found.sentence, before);
    let ids = found.sentence.ids_in(before).filter(|id| !doers.contains(id) && !divided.contains(id) && own != Some(*id));
    let earlier = ids.filter_map(|id| facts.number(id)).filter(|n| n.quantity.unit == whole.quantity.unit);
    // 账号30个,注销5个,其中…: of those that are left.
    let own = whole.quantity.amount();
    earlier.map(|n| n.quantity.amount()).flat_map(|n| [n.clone(), &n + &own, n - &own]).filter(BigRational::is_positive).collect()
}

/// The numbers before the last semicolon of what is divided there already, with its parts: `复议8件,其中维持4件、纠正4件;诉讼5件,其中…`.
fn divided_before(sentence: &Sentence, before: &str) -> Vec<u32> {
    let told = before.rsplit_once(';').map_or("", |(told, _)| told);
    // 收到48件(上年40件) is not divided.
    let is_divided = |clause: &&str| {
        let list = clause.split_once("其中").or_else(|| clause.split_once('('));
        list.is_some_and(|(_, list)| sentence.ids_in(list).count() > 1)
    };
    told.split(';').filter(is_divided).flat_map(|clause| sentence.ids_in(clause)).collect()
}

/// The words since the item of a list of statements began: 一是…;二是….
fn item(before: &str) -> &str {
    let opens = |text: &str| {
        let text = text.trim_start_matches('第');
        let ordinal = text.char_indices().find(|(_, c)| placeholder(*c).is_none() && !"一二三四五六七八九十(".contains(*c));
        ordinal.is_some_and(|(at, c)| at > 0 && (c == '是' || c == ')'))
    };
    let mut starts = before.match_indices([';', '。']).map(|(at, mark)| at + mark.len());
    starts.rfind(|at| before.get(*at..).is_some_and(opens)).and_then(|at| before.get(at..)).unwrap_or(before)
}
