//! Verbs whose past and participle no rule of spelling tells.

/// The dictionary form of an irregular form, lower-cased: `sought` → `seek`.
///
/// Forms of two verbs have the one that news means: `found` is of "find".
pub(super) fn irregular(form: &str) -> Option<&'static str> {
    let at = SORTED.binary_search_by(|row| row.0.cmp(form)).ok()?;
    Some(SORTED[at].1)
}

/// What a regular verb is called whose form ends in `-ed` or `-ing` after a stem, by its spelling:
/// `recycl` → `recycle`, `profil` → `profile`, `permitt` → `permit`, `mimick` → `mimic`.
///
/// For verbs that no list knows; "modell" loses an l, "install" does too.
pub(super) fn base(stem: &str) -> String {
    let vowel = |c: u8| b"aeiou".contains(&c);
    let letters = stem.as_bytes();
    let syllables = letters.windows(2).filter(|pair| vowel(pair[0]) && !vowel(pair[1])).count();
    let end = |count: usize| letters.len().checked_sub(count).map_or(&[][..], |at| &letters[at..]);
    let [before, last] = *end(2) else { return stem.to_owned() };
    if !stem.is_ascii() {
        return stem.to_owned();
    }
    if end(3) == b"ick" && syllables > 1 {
        return stem[..stem.len() - 1].to_owned();
    }
    if last == b'i' {
        return format!("{}y", &stem[..stem.len() - 1]);
    }
    if before == last {
        let single = !vowel(last) && !b"lsfz".contains(&last) || last == b'l' && syllables > 1;
        return stem[..stem.len() - usize::from(single)].to_owned();
    }
    let with_e = match last {
        b'c' | b'v' | b'u' | b'z' | b's' => true,
        b'l' if !vowel(before) => !b"rwy".contains(&before),
        b'g' if !vowel(before) => b"drl".contains(&before) || matches!(end(3), b"ang" | b"eng"),
        _ if vowel(last) || !vowel(before) || b"hwxy".contains(&last) => false,
        // Two vowels are long enough without the e.
        _ if matches!(end(3), [first, ..] if vowel(*first) && end(4) != b"quir") => {
            end(3) == b"uat" || end(3) == b"iat" || end(3) == b"eat" && syllables > 1
        }
        _ if syllables < 2 => true,
        _ => matches!(
            &[before, last],
            b"at"
                | b"ut"
                | b"ir"
                | b"ar"
                | b"ur"
                | b"id"
                | b"ud"
                | b"ad"
                | b"od"
                | b"ak"
                | b"ok"
                | b"ap"
                | b"am"
                | b"um"
                | b"il"
                | b"in"
                | b"un"
                | b"ib"
                | b"ob"
                | b"ag"
                | b"ug"
        ),
    };
    format!("{stem}{}", if with_e { "e" } else { "" })
}

/// Form and dictionary form, by form.
const SORTED: &[(&str, &str)] = &[
    ("'ll", "will"),
    ("'m", "be"),
    ("'re", "be"),
    ("'s", "be"),
    ("'ve", "have"),
    ("am", "be"),
    ("are", "be"),
    ("arisen", "arise"),
    ("arose", "arise"),
    ("ate", "eat"),
    ("awoke", "awake"),
    ("awoken", "awake"),
    ("bade", "bid"),
    ("beaten", "beat"),
    ("became", "become"),
    ("been", "be"),
    ("befallen", "befall"),
    ("befell", "befall"),
    ("began", "begin"),
    ("begot", "beget"),
    ("begotten", "beget"),
    ("begun", "begin"),
    ("beheld", "behold"),
    ("being", "be"),
    ("bent", "bend"),
    ("beset", "beset"),
    ("bespoke", "bespeak"),
    ("bid", "bid"),
    ("bidden", "bid"),
    ("bit", "bite"),
    ("bitten", "bite"),
    ("bled", "bleed"),
    ("blew", "blow"),
    ("blown", "blow"),
    ("bore", "bear"),
    ("borne", "bear"),
    ("bought", "buy"),
    ("bound", "bind"),
    ("bred", "breed"),
    ("broadcast", "broadcast"),
    ("broke", "break"),
    ("broken", "break"),
    ("brought", "bring"),
    ("built", "build"),
    ("burnt", "burn"),
    ("burst", "burst"),
    ("ca", "can"),
    ("came", "come"),
    ("cast", "cast"),
    ("caught", "catch"),
    ("chose", "choose"),
    ("chosen", "choose"),
    ("clung", "cling"),
    ("cost", "cost"),
    ("crept", "creep"),
    ("cut", "cut"),
    ("dealt", "deal"),
    ("did", "do"),
    ("died", "die"),
    ("does", "do"),
    ("done", "do"),
    ("drank", "drink"),
    ("drawn", "draw"),
    ("dreamt", "dream"),
    ("drew", "draw"),
    ("driven", "drive"),
    ("drove", "drive"),
    ("drunk", "drink"),
    ("dug", "dig"),
    ("dwelt", "dwell"),
    ("dying", "die"),
    ("eaten", "eat"),
    ("fallen", "fall"),
    ("fed", "feed"),
    ("fell", "fall"),
    ("felt", "feel"),
    ("fled", "flee"),
    ("flew", "fly"),
    ("flown", "fly"),
    ("flung", "fling"),
    ("forbade", "forbid"),
    ("forbidden", "forbid"),
    ("forecast", "forecast"),
    ("foresaw", "foresee"),
    ("foreseen", "foresee"),
    ("foretold", "foretell"),
    ("forgave", "forgive"),
    ("forgiven", "forgive"),
    ("forgone", "forgo"),
    ("forgot", "forget"),
    ("forgotten", "forget"),
    ("forsaken", "forsake"),
    ("forsook", "forsake"),
    ("forwent", "forgo"),
    ("fought", "fight"),
    ("found", "find"),
    ("froze", "freeze"),
    ("frozen", "freeze"),
    ("gave", "give"),
    ("given", "give"),
    ("goes", "go"),
    ("gone", "go"),
    ("got", "get"),
    ("gotten", "get"),
    ("grew", "grow"),
    ("ground", "grind"),
    ("grown", "grow"),
    ("had", "have"),
    ("has", "have"),
    ("heard", "hear"),
    ("held", "hold"),
    ("hid", "hide"),
    ("hidden", "hide"),
    ("hit", "hit"),
    ("hung", "hang"),
    ("hurt", "hurt"),
    ("is", "be"),
    ("kept", "keep"),
    ("knelt", "kneel"),
    ("knew", "know"),
    ("known", "know"),
    ("laid", "lay"),
    ("lain", "lie"),
    ("leant", "lean"),
    ("leapt", "leap"),
    ("learnt", "learn"),
    ("led", "lead"),
    ("left", "leave"),
    ("lent", "lend"),
    ("let", "let"),
    ("lied", "lie"),
    ("lit", "light"),
    ("lost", "lose"),
    ("lying", "lie"),
    ("made", "make"),
    ("meant", "mean"),
    ("met", "meet"),
    ("misled", "mislead"),
    ("mistaken", "mistake"),
    ("mistook", "mistake"),
    ("misunderstood", "misunderstand"),
    ("outdid", "outdo"),
    ("outdone", "outdo"),
    ("overcame", "overcome"),
    ("overdid", "overdo"),
    ("overdone", "overdo"),
    ("overheard", "overhear"),
    ("overridden", "override"),
    ("overrode", "override"),
    ("oversaw", "oversee"),
    ("overseen", "oversee"),
    ("overtaken", "overtake"),
    ("overthrew", "overthrow"),
    ("overthrown", "overthrow"),
    ("overtook", "overtake"),
    ("paid", "pay"),
    ("proven", "prove"),
    ("put", "put"),
    ("quit", "quit"),
    ("ran", "run"),
    ("rang", "ring"),
    ("read", "read"),
    ("rebuilt", "rebuild"),
    ("redid", "redo"),
    ("redone", "redo"),
    ("repaid", "repay"),
    ("reset", "reset"),
    ("resold", "resell"),
    ("retaken", "retake"),
    ("rethought", "rethink"),
    ("retook", "retake"),
    ("rewritten", "rewrite"),
    ("rewrote", "rewrite"),
    ("rid", "rid"),
    ("ridden", "ride"),
    ("risen", "rise"),
    ("rode", "ride"),
    ("rose", "rise"),
    ("rung", "ring"),
    ("said", "say"),
    ("sang", "sing"),
    ("sank", "sink"),
    ("sat", "sit"),
    ("saw", "see"),
    ("seen", "see"),
    ("sent", "send"),
    ("set", "set"),
    ("sewn", "sew"),
    ("sha", "shall"),
    ("shaken", "shake"),
    ("shed", "shed"),
    ("shone", "shine"),
    ("shook", "shake"),
    ("shorn", "shear"),
    ("shot", "shoot"),
    ("shown", "show"),
    ("shrank", "shrink"),
    ("shrunk", "shrink"),
    ("shut", "shut"),
    ("slain", "slay"),
    ("slept", "sleep"),
    ("slew", "slay"),
    ("slid", "slide"),
    ("slung", "sling"),
    ("smelt", "smell"),
    ("sold", "sell"),
    ("sought", "seek"),
    ("sown", "sow"),
    ("spat", "spit"),
    ("sped", "speed"),
    ("spelt", "spell"),
    ("spent", "spend"),
    ("spilt", "spill"),
    ("split", "split"),
    ("spoilt", "spoil"),
    ("spoke", "speak"),
    ("spoken", "speak"),
    ("sprang", "spring"),
    ("spread", "spread"),
    ("sprung", "spring"),
    ("spun", "spin"),
    ("stank", "stink"),
    ("stole", "steal"),
    ("stolen", "steal"),
    ("stood", "stand"),
    ("stricken", "strike"),
    ("striven", "strive"),
    ("strove", "strive"),
    ("struck", "strike"),
    ("strung", "string"),
    ("stuck", "stick"),
    ("stung", "sting"),
    ("stunk", "stink"),
    ("sung", "sing"),
    ("sunk", "sink"),
    ("swam", "swim"),
    ("swept", "sweep"),
    ("swollen", "swell"),
    ("swore", "swear"),
    ("sworn", "swear"),
    ("swum", "swim"),
    ("swung", "swing"),
    ("taken", "take"),
    ("taught", "teach"),
    ("thought", "think"),
    ("threw", "throw"),
    ("thrown", "throw"),
    ("thrust", "thrust"),
    ("tied", "tie"),
    ("told", "tell"),
    ("took", "take"),
    ("tore", "tear"),
    ("torn", "tear"),
    ("trod", "tread"),
    ("trodden", "tread"),
    ("tying", "tie"),
    ("undercut", "undercut"),
    ("undergone", "undergo"),
    ("understood", "understand"),
    ("undertaken", "undertake"),
    ("undertook", "undertake"),
    ("underwent", "undergo"),
    ("undid", "undo"),
    ("undone", "undo"),
    ("untying", "untie"),
    ("upheld", "uphold"),
    ("upset", "upset"),
    ("vied", "vie"),
    ("vying", "vie"),
    ("was", "be"),
    ("wed", "wed"),
    ("went", "go"),
    ("wept", "weep"),
    ("were", "be"),
    ("withdrawn", "withdraw"),
    ("withdrew", "withdraw"),
    ("withheld", "withhold"),
    ("withstood", "withstand"),
    ("wo", "will"),
    ("woke", "wake"),
    ("woken", "wake"),
    ("won", "win"),
    ("wore", "wear"),
    ("worn", "wear"),
    ("wound", "wind"),
    ("wove", "weave"),
    ("woven", "weave"),
    ("written", "write"),
    ("wrote", "write"),
    ("wrung", "wring"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted() {
        assert!(SORTED.is_sorted_by(|a, b| a.0 < b.0));
        assert_eq!(irregular("sought"), Some("seek"));
        assert_eq!(irregular("seek"), None);
    }

    #[test]
    fn a_stem_tells_its_verb() {
        for (stem, verb) in [
            ("recycl", "recycle"),
            ("profil", "profile"),
            ("fad", "fade"),
            ("permitt", "permit"),
            ("modell", "model"),
            ("kill", "kill"),
            ("mimick", "mimic"),
            ("kick", "kick"),
            ("preced", "precede"),
            ("negotiat", "negotiate"),
            ("remain", "remain"),
            ("visit", "visit"),
            ("sponsor", "sponsor"),
            ("charg", "charge"),
            ("bring", "bring"),
            ("x", "x"),
            ("é", "é"),
        ] {
            assert_eq!(base(stem), verb, "{stem}");
        }
    }
}
