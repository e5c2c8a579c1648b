//! Codes of events that the trade uses: CAMEO to four digits, and PLOVER's categories and modes.
//!
//! ```text
//! done       with "agree to"   with "threaten to"   with "refuse to"   with "urge to"
//! 072 arms   0332              1311                 122                0232
//! 040 meet   036               130                  125                026
//! 163 sanct. 1312              1312                 120                020
//! ```
//!
//! A code is a string of digits: `010` is not `10`, and every longer code begins with its root of
//! two. What an act becomes when it is only promised, threatened, refused or asked for is a
//! function from code to code ([`Turn::of`]), so a lexicon gives one code for one deed. The codes
//! are those of the CAMEO codebook 1.1b3, categories and modes those of PLOVER 0.8.

use super::{EventType, Modality};

/// What becomes of an act when somebody only speaks of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// Means to do it: promises, agrees, offers, plans.
    Intend,
    /// Asks somebody else for it.
    Ask,
    /// Demands it of somebody else.
    Demand,
    /// Will not do it.
    Refuse,
    /// Threatens it, or not to do it.
    Threaten,
}

impl Turn {
    /// The code of the turned act; `None` for the inner code where what is meant stays open.
    ///
    /// ```
    /// # use demarche::vocabulary::cameo::Turn;
    /// assert_eq!(Turn::Intend.of(Some("0841")), "0353");
    /// assert_eq!(Turn::Demand.of(Some("0841")), "1053");
    /// assert_eq!(Turn::Refuse.of(Some("040")), "125");
    /// assert_eq!(Turn::Threaten.of(None), "130");
    /// ```
    pub fn of(self, inner: Option<&str>) -> &'static str {
        let inner = inner.unwrap_or_default();
        match self {
            Self::Intend => intended(inner),
            Self::Ask => asked(inner),
            Self::Demand => demanded(inner),
            Self::Refuse => refused(inner),
            Self::Threaten => threatened(inner),
        }
    }
}

/// The first rule whose beginning the code has.
fn first(code: &str, rules: &[(&str, &'static str)], otherwise: &'static str) -> &'static str {
    rules
        .iter()
        .find(|(begins, _)| code.starts_with(begins))
        .map_or(otherwise, |(_, result)| result)
}

fn intended(code: &str) -> &'static str {
    const RULES: &[(&str, &str)] = &[
        ("028", "028"),
        ("02", "020"),
        ("036", "036"),
        ("037", "037"),
        ("038", "038"),
        ("039", "039"),
        ("045", "039"),
        ("04", "036"),
        ("056", "056"),
        ("055", "055"),
        ("057", "037"),
        ("05", "032"),
        ("061", "0311"),
        ("062", "0312"),
        ("063", "0313"),
        ("064", "0314"),
        ("06", "031"),
        ("071", "0331"),
        ("072", "0332"),
        ("073", "0333"),
        ("074", "0334"),
        ("07", "033"),
        ("081", "0351"),
        ("083", "034"),
        ("084", "0353"),
        ("085", "0354"),
        ("086", "0355"),
        ("087", "0356"),
        ("08", "035"),
        ("09", "090"),
        ("106", "036"),
        ("10", "100"),
        ("11", "110"),
        ("12", "120"),
        ("13", "130"),
        ("14", "133"),
        ("15", "150"),
        ("162", "1311"),
        ("163", "1312"),
        ("161", "1313"),
        ("164", "134"),
        ("165", "135"),
        ("166", "136"),
        ("16", "131"),
        ("17", "132"),
        ("18", "138"),
        ("19", "138"),
        ("20", "138"),
    ];
    first(code, RULES, "030")
}

fn threatened(code: &str) -> &'static str {
    const RULES: &[(&str, &str)] = &[
        ("040", "134"),
        ("046", "134"),
        ("045", "135"),
        ("14", "133"),
        ("162", "1311"),
        ("163", "1312"),
        ("161", "1313"),
        ("164", "134"),
        ("165", "135"),
        ("166", "136"),
        ("16", "131"),
        ("17", "132"),
        ("15", "138"),
        ("18", "138"),
        ("19", "138"),
        ("20", "138"),
    ];
    first(code, RULES, "130")
}

fn refused(code: &str) -> &'static str {
    const RULES: &[(&str, &str)] = &[
        ("026", "125"),
        ("027", "127"),
        ("028", "126"),
        ("0254", "1244"),
        ("0256", "1246"),
        ("025", "124"),
        ("036", "125"),
        ("037", "127"),
        ("038", "126"),
        ("039", "126"),
        ("031", "121"),
        ("033", "122"),
        ("045", "126"),
        ("04", "125"),
        ("057", "127"),
        ("05", "121"),
        ("06", "121"),
        ("07", "122"),
        ("081", "1241"),
        ("083", "123"),
        ("084", "1243"),
        ("085", "1244"),
        ("086", "1245"),
        ("087", "1246"),
        ("08", "124"),
        ("104", "123"),
        ("105", "124"),
        ("106", "125"),
        ("107", "127"),
        ("108", "126"),
    ];
    first(code, RULES, "120")
}

fn asked(code: &str) -> &'static str {
    const RULES: &[(&str, &str)] = &[
        ("036", "026"),
        ("037", "027"),
        ("038", "028"),
        ("039", "028"),
        ("045", "028"),
        ("04", "026"),
        ("057", "027"),
        ("05", "022"),
        ("061", "0211"),
        ("062", "0212"),
        ("063", "0213"),
        ("064", "0214"),
        ("06", "021"),
        ("071", "0231"),
        ("072", "0232"),
        ("073", "0233"),
        ("074", "0234"),
        ("07", "023"),
        ("081", "0251"),
        ("083", "024"),
        ("084", "0253"),
        ("085", "0254"),
        ("086", "0255"),
        ("087", "0256"),
        ("08", "025"),
    ];
    first(code, RULES, "020")
}

fn demanded(code: &str) -> &'static str {
    const RULES: &[(&str, &str)] = &[
        ("036", "106"),
        ("037", "107"),
        ("038", "108"),
        ("039", "108"),
        ("045", "108"),
        ("04", "106"),
        ("057", "107"),
        ("05", "102"),
        ("061", "1011"),
        ("062", "1012"),
        ("063", "1013"),
        ("064", "1014"),
        ("06", "101"),
        ("071", "1031"),
        ("072", "1032"),
        ("073", "1033"),
        ("074", "1034"),
        ("07", "103"),
        ("0831", "1041"),
        ("0832", "1042"),
        ("0833", "1043"),
        ("0834", "1044"),
        ("083", "104"),
        ("081", "1051"),
        ("084", "1053"),
        ("085", "1054"),
        ("086", "1055"),
        ("087", "1056"),
        ("08", "105"),
        ("09", "101"),
    ];
    first(code, RULES, "100")
}

/// What PLOVER calls an act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Plover {
    /// The category: `AGREE`, `ASSAULT`.
    pub category: &'static str,
    /// How it is done, where the category has modes and one is known.
    pub mode: Option<&'static str>,
}

/// The category and mode of a CAMEO code; `None` for what PLOVER leaves out (statements).
///
/// Sanctions (163) are taken as the manual's text has them, not as its table.
pub fn plover(code: &str) -> Option<Plover> {
    const RULES: &[(&str, &str, &str)] = &[
        ("01", "", ""),
        ("021", "REQUEST", "assist"),
        ("022", "REQUEST", "assist"),
        ("023", "REQUEST", "assist"),
        ("024", "REQUEST", "change"),
        ("025", "REQUEST", "yield"),
        ("026", "REQUEST", "meet"),
        ("027", "REQUEST", "meet"),
        ("028", "REQUEST", "meet"),
        ("02", "REQUEST", ""),
        ("101", "REQUEST", "assist"),
        ("102", "REQUEST", "assist"),
        ("103", "REQUEST", "assist"),
        ("104", "REQUEST", "change"),
        ("105", "REQUEST", "yield"),
        ("106", "REQUEST", "meet"),
        ("107", "REQUEST", "meet"),
        ("108", "REQUEST", "meet"),
        ("10", "REQUEST", ""),
        ("03", "AGREE", ""),
        ("041", "CONSULT", "phone"),
        ("042", "CONSULT", "visit"),
        ("043", "CONSULT", "visit"),
        ("045", "CONSULT", "third-party"),
        ("04", "CONSULT", ""),
        ("05", "SUPPORT", ""),
        ("06", "COOPERATE", ""),
        ("07", "AID", ""),
        ("0871", "RETREAT", "ceasefire"),
        ("0873", "RETREAT", "disarm"),
        ("0874", "RETREAT", "withdraw"),
        ("087", "RETREAT", "withdraw"),
        ("084", "RETREAT", "release"),
        ("086", "RETREAT", "access"),
        ("085", "RETREAT", ""),
        ("08", "CONCEDE", ""),
        ("09", "ACCUSE", "investigate"),
        ("112", "ACCUSE", "allege"),
        ("116", "ACCUSE", "allege"),
        ("11", "ACCUSE", "disapprove"),
        ("121", "REJECT", "assist"),
        ("122", "REJECT", "assist"),
        ("123", "REJECT", "change"),
        ("124", "REJECT", "yield"),
        ("125", "REJECT", "meet"),
        ("126", "REJECT", "meet"),
        ("127", "REJECT", "meet"),
        ("12", "REJECT", ""),
        ("1313", "THREATEN", "relations"),
        ("134", "THREATEN", "relations"),
        ("135", "THREATEN", "relations"),
        ("136", "THREATEN", "expel"),
        ("131", "THREATEN", "restrict"),
        ("132", "THREATEN", "restrict"),
        ("138", "THREATEN", "violence"),
        ("13", "THREATEN", ""),
        ("142", "PROTEST", "hunger"),
        ("143", "PROTEST", "strike"),
        ("144", "PROTEST", "obstruct"),
        ("145", "PROTEST", "riot"),
        ("14", "PROTEST", "demo"),
        ("153", "MOBILIZE", "police"),
        ("15", "MOBILIZE", "troops"),
        ("161", "SANCTION", "withdraw"),
        ("164", "SANCTION", "withdraw"),
        ("165", "SANCTION", "withdraw"),
        ("166", "SANCTION", "expel"),
        ("162", "SANCTION", "discontinue"),
        ("163", "SANCTION", "discontinue"),
        ("16", "SANCTION", ""),
        ("171", "COERCE", "seize"),
        ("1722", "COERCE", "restrict"),
        ("1723", "COERCE", "curfew"),
        ("1724", "COERCE", "martial-law"),
        ("172", "COERCE", "restrict"),
        ("173", "COERCE", "arrest"),
        ("174", "COERCE", "deport"),
        ("176", "COERCE", "cyber"),
        ("17", "COERCE", ""),
        ("181", "ASSAULT", "abduct"),
        ("1822", "ASSAULT", "torture"),
        ("182", "ASSAULT", "beat"),
        ("183", "ASSAULT", "explosives"),
        ("185", "ASSAULT", "targeted"),
        ("186", "ASSAULT", "targeted"),
        ("193", "ASSAULT", "firearms"),
        ("194", "ASSAULT", "heavy-weapons"),
        ("195", "ASSAULT", "aerial"),
        ("204", "ASSAULT", "unconventional"),
        ("18", "ASSAULT", ""),
        ("19", "ASSAULT", ""),
        ("20", "ASSAULT", ""),
    ];
    let (_, category, mode) = RULES.iter().find(|(begins, ..)| code.starts_with(begins))?;
    let mode = Some(*mode).filter(|mode| !mode.is_empty());
    (!category.is_empty()).then_some(Plover { category, mode })
}

impl EventType {
    /// The CAMEO code of an event of that type of which nothing else is known; `None` where the
    /// ontology has no place for it.
    pub const fn cameo(self) -> Option<&'static str> {
        Some(match self {
            Self::Statement | Self::Address => "010",
            Self::Proposal | Self::Pledge | Self::Acceptance => "030",
            Self::Invitation => "036",
            Self::Appeal => "020",
            Self::Demand => "100",
            Self::Rejection => "120",
            Self::Endorsement => "051",
            Self::Criticism => "111",
            Self::Warning => "130",
            Self::Meeting => "040",
            Self::Call => "041",
            Self::Visit => "042",
            Self::Talks => "046",
            Self::Mediation => "045",
            Self::Agreement => "057",
            Self::Ceasefire => "0871",
            Self::Concession => "080",
            Self::Aid => "070",
            Self::Sanctions => "163",
            Self::Break => "161",
            Self::Collapse => "164",
            Self::Mobilization => "154",
            Self::Attack => "190",
            Self::Postponement => "160",
            Self::Vote => return None,
        })
    }
}

/// The code of an event by its type and by how it stands to the facts; `None` where nothing was
/// done and nobody spoke of it.
///
/// What is planned is an intention or a threat, what was denied a denial, or a refusal of the acts
/// that one owes an answer to. What is only possible is nothing: nobody committed to it.
///
/// ```
/// # use demarche::vocabulary::{EventType, Modality, cameo::by_type};
/// assert_eq!(by_type(EventType::Talks, Modality::Planned), Some("036"));
/// assert_eq!(by_type(EventType::Attack, Modality::Planned), Some("138"));
/// assert_eq!(by_type(EventType::Attack, Modality::Denied), Some("016"));
/// ```
pub fn by_type(kind: EventType, modality: Modality) -> Option<&'static str> {
    let code = kind.cameo()?;
    match modality {
        Modality::Happened => Some(code),
        Modality::Possible => None,
        Modality::Planned | Modality::Conditional => {
            let speech = matches!(&code[..2], "01" | "02" | "03" | "10" | "11" | "12" | "13");
            Some(if speech { code } else { Turn::Intend.of(Some(code)) })
        }
        Modality::Denied => match &code[..2] {
            "04" | "05" | "06" | "07" | "08" => Some(Turn::Refuse.of(Some(code))),
            _ => Some("016"),
        },
    }
}
