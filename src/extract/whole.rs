//! The whole of which a mention is a part: of "Bhutanese refugees" not Bhutan but its refugees, of "Polish bank chief Baka" not
//! Poland but Baka.
//!
//! In: a mention that names a state inside a longer phrase. Out: the mention of the phrase, where it acts for the same state.

use super::scene::Scene;
use crate::actor::{Form, Mention};
use crate::language::Upos;
use crate::ontology::{ActorKind, RoleClass};

/// Returns the mention of the phrase for which a state's name is only an attribute; the mention itself where it is none.
/// The state's troops and officials are as good as the state, and leave it alone.
pub(super) fn whole(scene: Scene, mention: usize) -> usize {
    let part = scene.mention(mention);
    if scene.member(mention).kind != ActorKind::State || part.form > Form::Capital {
        return mention;
    }
    in_role(scene, part)
        .or_else(|| in_title(scene, part))
        .or_else(|| behind_name(scene, part))
        .unwrap_or(mention)
}

/// Whether two mentions act for the same state.
fn is_same(scene: Scene, part: &Mention, whole: &Mention) -> bool {
    scene.cast.member_of(part).root == scene.cast.member_of(whole).root
}

/// Returns the people or the institution of the state whose name the words begin: "Bhutanese refugees", "Russian ministry".
fn in_role(scene: Scene, part: &Mention) -> Option<usize> {
    let is_whole = |m: &usize| {
        let whole = scene.mention(*m);
        let is_longer = whole.form == Form::Role && whole.tokens.len() > part.tokens.len();
        let role = scene
            .ontology
            .actors()
            .role(&scene.token(whole.head).lemma().to_lowercase());
        let is_apart = role.is_some_and(|r| {
            matches!(
                r.class,
                RoleClass::People | RoleClass::Organ | RoleClass::Party
            )
        });
        is_longer && is_apart && is_same(scene, part, whole)
    };
    let mut around = scene.cast.at(part.head).iter().copied();
    around.find(is_whole)
}

/// Returns whom the title names in which the state's name stands: "Polish bank chief Baka".
fn in_title(scene: Scene, part: &Mention) -> Option<usize> {
    let holds = |tokens: &std::ops::Range<usize>| {
        tokens.start <= part.tokens.start && part.tokens.end <= tokens.end
    };
    let mut titles = scene.cast.affiliations().iter();
    let title = titles.find(|a| a.of == part.member && holds(&a.tokens))?;
    let is_holder = |m: &usize| scene.mention(*m).member == title.member;
    let mentions = title.tokens.clone().flat_map(|t| scene.cast.at(t).iter());
    mentions.copied().find(is_holder)
}

/// Returns the person behind whose name the state's stands: "Leonid Kuchma of Ukraine".
fn behind_name(scene: Scene, part: &Mention) -> Option<usize> {
    let before = |t: usize| t.checked_sub(1).map(|t| scene.token(t));
    let of = before(part.tokens.start).filter(|t| t.form() == "of" && t.upos() == Upos::Adp)?;
    let last = before(of.idx())?.idx();
    let mut names = scene.cast.at(last).iter().copied();
    names.find(|&m| {
        let name = scene.mention(m);
        let is_person = scene.member(m).kind == ActorKind::Person && name.form == Form::Name;
        is_person && name.tokens.end == of.idx() && is_same(scene, part, name)
    })
}
