//! Lists in brackets and maps in braces.

use super::block::{Read, Scanner, Unsure};
use super::{Entry, Extent, Item, Map, Node, Shape};
use crate::diagnostic::Fix;

/// Reads what stands in brackets.
pub(super) struct Flow<'s, 't> {
    scanner: &'s mut Scanner<'t>,
    /// The least column of what belongs to it.
    least: usize,
}

/// Why it ends before its bracket does.
enum Broken {
    Unsure,
    /// Told; the rest of the line is lost.
    Told,
    /// Told, and the next line stands for itself.
    Unclosed,
}

impl From<Unsure> for Broken {
    fn from(Unsure: Unsure) -> Self {
        Self::Unsure
    }
}

impl<'s, 't> Flow<'s, 't> {
    /// Reads from an open bracket on; `least` is the least column of what belongs to it.
    pub(super) fn read(scanner: &'s mut Scanner<'t>, least: usize) -> Read<Node> {
        let start = scanner.at;
        let depth = scanner.depth;
        let mut flow = Self { scanner, least };
        let read = flow.collection();
        let scanner = flow.scanner;
        scanner.depth = depth;
        match read {
            Ok(node) => Ok(node),
            Err(Broken::Unsure) => Err(Unsure),
            Err(Broken::Told) => scanner.lost(start, least),
            Err(Broken::Unclosed) => {
                let end = scanner.text[..scanner.line].trim_end().len().max(start);
                scanner.at = scanner.line;
                Ok(Node { place: Extent::new(start, end), shape: Shape::Lost })
            }
        }
    }

    fn collection(&mut self) -> Result<Node, Broken> {
        self.scanner.depth += 1;
        if self.scanner.is_deep() {
            return Err(Broken::Unsure);
        }
        let start = self.scanner.at;
        let is_list = self.scanner.bytes[start] == b'[';
        self.scanner.at += 1;
        let (mut items, mut entries) = (Vec::new(), Vec::new());
        let mut comma = false;
        loop {
            self.space(start)?;
            let at = self.scanner.at;
            match self.scanner.bytes[at] {
                b']' | b'}' => {
                    if (self.scanner.bytes[at] == b']') != is_list {
                        return Err(self.unclosed(start));
                    }
                    self.scanner.at += 1;
                    break;
                }
                b',' => {
                    if !comma {
                        self.scanner.tell_fix(
                            "a comma with nothing before it",
                            at..at + 1,
                            "remove it, or put text that begins with a comma in quotes",
                            Fix::replace("remove the comma", at..at + 1, "").certain(),
                        );
                    }
                    comma = false;
                    self.scanner.at += 1;
                    continue;
                }
                // One pair in brackets is a map to YAML.
                b':' if comma && is_list => return Err(Broken::Unsure),
                _ if comma => return Err(self.no_comma(is_list)),
                _ => {}
            }
            if is_list {
                let value = self.value(start)?;
                items.push(Item { start: Extent::at(at), value });
            } else {
                entries.push(self.entry(start)?);
            }
            comma = true;
        }
        self.scanner.depth -= 1;
        let place = Extent::new(start, self.scanner.at);
        let shape = if is_list {
            Shape::List { flow: true, items: items.into_boxed_slice() }
        } else {
            Map::shape(true, entries)
        };
        Ok(Node { place, shape })
    }

    /// Skips blanks, line ends and comments inside brackets.
    fn space(&mut self, open: usize) -> Result<(), Broken> {
        let scanner = &mut *self.scanner;
        let mut blank = false;
        loop {
            match scanner.byte(scanner.at) {
                None => {
                    scanner.line = scanner.at;
                    return Err(self.unclosed(open));
                }
                Some(b' ' | b'\t') => scanner.at += 1,
                Some(b'\r') if scanner.byte(scanner.at + 1) == Some(b'\n') => scanner.at += 1,
                Some(b'\n') => {
                    scanner.skip_line();
                    let blanks = scanner.bytes[scanner.at..].iter().take_while(|b| **b == b' ');
                    let indent = blanks.count();
                    scanner.at += indent;
                    let next = scanner.byte(scanner.at);
                    if indent == 0 && scanner.is_mark() {
                        return Err(Broken::Unsure);
                    }
                    let is_text = !matches!(next, None | Some(b'\n' | b'\r' | b'#' | b']' | b'}'));
                    if indent < self.least && is_text {
                        let (here, close) = (scanner.at, scanner.closing(open));
                        if scanner.is_field()
                            || scanner.is_dash()
                            || !scanner.is_closed(close, here)
                        {
                            return Err(self.unclosed(open));
                        }
                        return Err(Broken::Unsure);
                    }
                }
                Some(b'#') if blank || scanner.at == scanner.line => scanner.skip_line(),
                Some(b'#') => return Err(Broken::Unsure),
                Some(_) => return Ok(()),
            }
            blank = true;
        }
    }

    fn entry(&mut self, open: usize) -> Result<Entry, Broken> {
        let line = self.scanner.line;
        let quoted = matches!(self.scanner.bytes[self.scanner.at], b'"' | b'\'');
        let key = self.value(open)?;
        let scanner = &mut *self.scanner;
        if scanner.line != line || !matches!(key.shape, Shape::Scalar(_)) || key.span().len() > 1000
        {
            return Err(Broken::Unsure);
        }
        scanner.skip_blanks();
        if scanner.byte(scanner.at) != Some(b':') || !scanner.is_blank(scanner.at + 1) {
            // A key alone, or a value right behind its colon.
            if quoted || matches!(scanner.byte(scanner.at), Some(b',' | b'}' | b':')) {
                return Err(Broken::Unsure);
            }
            self.space(open)?;
            return Err(match self.scanner.byte(self.scanner.at) {
                Some(b',' | b'}' | b':') => Broken::Unsure,
                _ => self.no_comma(false),
            });
        }
        if &scanner.text[key.span()] == "<<" {
            return Err(Broken::Unsure);
        }
        scanner.at += 1;
        let colon = scanner.at;
        self.space(open)?;
        let value = match self.scanner.bytes[self.scanner.at] {
            b',' | b'}' => Node::empty(colon),
            b']' => return Err(self.unclosed(open)),
            _ => self.value(open)?,
        };
        Ok(Entry { key, value })
    }

    fn value(&mut self, open: usize) -> Result<Node, Broken> {
        let scanner = &mut *self.scanner;
        let first = scanner.bytes[scanner.at];
        match first {
            b'[' | b'{' => self.collection(),
            b'"' | b'\'' => {
                match scanner.quoted(self.least)? {
                    // It is never closed, and neither is what it stands in.
                    Node { shape: Shape::Lost, .. } => Err(Broken::Unclosed),
                    node => Ok(node),
                }
            }
            b'&' | b'*' | b'!' | b'?' | b':' | b'|' | b'>' | b'%' | b'@' | b'`' => {
                Err(Broken::Unsure)
            }
            b'-' if scanner.is_blank(scanner.at + 1)
                || matches!(
                    scanner.byte(scanner.at + 1),
                    Some(b',' | b'[' | b']' | b'{' | b'}')
                ) =>
            {
                Err(Broken::Unsure)
            }
            _ => self.plain(open),
        }
    }

    /// A bare text: to a comma, a bracket, a colon or a comment.
    fn plain(&mut self, open: usize) -> Result<Node, Broken> {
        let start = self.scanner.at;
        let mut end = start;
        loop {
            let scanner = &mut *self.scanner;
            while let Some(byte) = scanner.byte(scanner.at) {
                match byte {
                    b',' | b'[' | b']' | b'{' | b'}' | b'\n' => break,
                    b'?' => return Err(Broken::Unsure),
                    b':' if scanner.is_blank(scanner.at + 1) => break,
                    b':' if matches!(
                        scanner.byte(scanner.at + 1),
                        Some(b',' | b'[' | b']' | b'{' | b'}')
                    ) =>
                    {
                        return Err(Broken::Unsure);
                    }
                    b'#' if matches!(scanner.bytes[scanner.at - 1], b' ' | b'\t') => break,
                    _ => scanner.at += 1,
                }
            }
            let line = scanner.text[start..scanner.at].trim_end_matches([' ', '\t', '\r']);
            end = end.max(start + line.len());
            if scanner.byte(scanner.at) != Some(b'\n') {
                break;
            }
            let before = scanner.line;
            self.space(open)?;
            let scanner = &mut *self.scanner;
            let next = scanner.bytes[scanner.at];
            if matches!(next, b',' | b'[' | b']' | b'{' | b'}' | b':') {
                break;
            }
            // Did a comment stand between, it would have ended.
            if scanner.text[end..scanner.at].contains('#') || before == scanner.line {
                return Err(Broken::Unsure);
            }
            if matches!(next, b'"' | b'\'' | b'&' | b'*' | b'!' | b'|' | b'>' | b'%' | b'@' | b'`')
            {
                return Err(Broken::Unsure);
            }
        }
        Ok(Node::plain(start, end))
    }

    fn unclosed(&mut self, open: usize) -> Broken {
        let (opened, close) = match self.scanner.bytes[open] {
            b'[' => ('[', ']'),
            _ => ('{', '}'),
        };
        let line = self.scanner.line_end(open);
        let end = open + self.scanner.text[open..line].trim_end().len();
        let help = format!("close it with `{close}`, or put the text around it in quotes");
        let fix = Fix::replace(format!("close it with `{close}`"), end..end, close.to_string());
        let plain = !self.scanner.text[open..line].contains(" #") && self.scanner.depth == 1;
        let message = format!("a `{opened}` that is never closed");
        if let Some(remark) = self.scanner.tell(&message, open..open + 1, &help)
            && plain
        {
            remark.fixes.push(fix);
        }
        // Brackets of two kinds: the rest of the line is no help.
        if self.scanner.at > self.scanner.line_end(self.scanner.line)
            || matches!(self.scanner.byte(self.scanner.at), Some(b']' | b'}'))
        {
            return Broken::Told;
        }
        Broken::Unclosed
    }

    fn no_comma(&mut self, is_list: bool) -> Broken {
        let place = self.scanner.character(self.scanner.at);
        let (message, help) = if is_list {
            (
                "a list that is not closed, or a comma that is missing",
                "close it with `]`, and put text with a comma, a colon or a bracket in quotes",
            )
        } else {
            (
                "a `{` that is not closed, or a comma that is missing",
                "close it with `}`, and put text with a comma, a colon or a brace in quotes",
            )
        };
        self.scanner.tell(message, place, help);
        Broken::Told
    }
}
