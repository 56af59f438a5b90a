//! What a report says twice: the same wordings, of its own year, give one amount.

use crate::facts::Number;
use crate::rules::Meaning;
use crate::rules::bind::Context;
use crate::rules::check::found::{Found, fits_units, is_excused, number_at};
use crate::rules::check::only::says_only;
use crate::rules::check::scope::{Subject, out_of_reach, subject};

/// The number that the report states first by the claim's own wordings, before the claim's sentence; `None` where it says it only once.
pub(super) fn restated<'f>(found: &Found<'_>, context: &Context<'f, '_>) -> Option<(u32, &'f Number)> {
    let Meaning::Formula { claim: name, .. } = &found.claim.meaning else { return None };
    let here = (found.sentence.paragraph, found.sentence.start());
    let earlier = context.facts.sentences.iter().take_while(|s| (s.paragraph, s.start()) < here);
    earlier.filter(|s| !s.is_rewritten()).find_map(|sentence| {
        let says = found.claim.says.iter().filter(|pattern| pattern.may_fit(&sentence.text));
        says.flat_map(|pattern| pattern.fits(&sentence.text)).filter(|fit| fits_units(fit, sentence, context)).find_map(|fit| {
            let at = fit.capture(name)?.clone();
            let id = number_at(sentence, &at).filter(|_| says_only(&found.claim.only, &fit, sentence, &at, context))?;
            let said = Found {
                rule: found.rule,
                claim: found.claim,
                fit,
                sentence,
                number: Some(id),
                at,
                asks: 0,
                excused: is_excused(found.claim, sentence),
            };
            let own = !matches!(subject(&said, context), Subject::Other(_)) && out_of_reach(&said, context).is_none();
            context.facts.number(id).filter(|_| own).map(|number| (id, number))
        })
    })
}
