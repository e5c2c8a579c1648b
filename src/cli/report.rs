//! Printing remarks in the format that was asked for, and counting them.

use std::io::Write;

use anstream::ColorChoice;

use super::{Error, Outcome};
use crate::diagnostic::{Diagnostic, Lines, Severity, github, human, json, sarif, short};
use crate::timeline::Document;

/// How to print remarks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Format {
    /// Drawn under the lines they are about
    #[default]
    Human,
    /// One line each: `file:line:col: error[code]: message`
    Short,
    /// One JSON object for all
    Json,
    /// Annotations for GitHub Actions
    Github,
    /// SARIF 2.1.0, for code hosts and editors
    Sarif,
}

/// The remarks on some files, printed as they come.
///
/// Colours are escape sequences in what is written; the program's own streams drop them unless
/// they go to a terminal or `--color always` was given.
#[derive(Debug)]
pub(crate) struct Report {
    format: Format,
    files: usize,
    errors: usize,
    warnings: usize,
    /// Remarks that `--fix` would mend.
    mendable: usize,
}

impl Report {
    /// No remarks yet.
    pub(crate) fn new(format: Format) -> Self {
        Self { format, files: 0, errors: 0, warnings: 0, mendable: 0 }
    }

    /// Prints the remarks on one file, in the order given.
    pub(crate) fn add(
        &mut self,
        out: &mut dyn Write,
        document: &Document,
        remarks: &[Diagnostic],
    ) -> Result<(), Error> {
        self.files += 1;
        if self.format == Format::Json && self.files == 1 {
            out.write_all(b"{\"version\":")?;
            write!(out, "{},\"remarks\":[", json::VERSION)?;
        }
        if self.format == Format::Sarif && self.files == 1 {
            out.write_all(sarif::head().as_bytes())?;
        }
        let lines = Lines::new(if remarks.is_empty() { "" } else { &document.text });
        let name = &document.name;
        for remark in remarks {
            match self.format {
                Format::Human => out.write_all(
                    human::render(
                        name,
                        &lines,
                        remark,
                        ColorChoice::global() != ColorChoice::Never,
                    )
                    .as_bytes(),
                )?,
                Format::Short => out.write_all(short::render(name, &lines, remark).as_bytes())?,
                Format::Github => out.write_all(github::render(name, &lines, remark).as_bytes())?,
                Format::Json | Format::Sarif => {
                    let comma = if self.errors + self.warnings > 0 { ",\n" } else { "\n" };
                    let one = match self.format {
                        Format::Sarif => sarif::render(name, &lines, remark),
                        _ => json::render(name, &lines, remark),
                    };
                    write!(out, "{comma}{one}")?;
                }
            }
            self.mendable += usize::from(remark.fixes.iter().any(|fix| fix.certain));
            match remark.severity {
                Severity::Error => self.errors += 1,
                Severity::Warning => self.warnings += 1,
            }
        }
        Ok(())
    }

    /// Prints what stands at the end: how many there were.
    ///
    /// The outcome is [`Outcome::Found`] where there was an error; `strict` takes warnings for
    /// errors.
    pub(crate) fn finish(self, out: &mut dyn Write, strict: bool) -> Result<Outcome, Error> {
        match self.format {
            Format::Human => {
                writeln!(out, "{}", self.counts())?;
                let which = match (self.mendable, self.errors + self.warnings) {
                    (0, _) => return Ok(self.outcome(strict)),
                    (1, 1) => "it".to_owned(),
                    (n, all) if n == all => "all of them".to_owned(),
                    (n, _) => format!("{n} of them"),
                };
                writeln!(out, "`demarche check --fix` mends {which}")?;
            }
            Format::Sarif => {
                if self.files == 0 {
                    out.write_all(sarif::head().as_bytes())?;
                }
                writeln!(out, "\n{}", sarif::TAIL)?;
            }
            Format::Json => {
                if self.files == 0 {
                    write!(out, "{{\"version\":{},\"remarks\":[", json::VERSION)?;
                }
                let Self { errors, warnings, files, .. } = self;
                writeln!(
                    out,
                    "\n],\"errors\":{errors},\"warnings\":{warnings},\"files\":{files}}}"
                )?;
            }
            Format::Short | Format::Github => {}
        }
        Ok(self.outcome(strict))
    }

    fn outcome(&self, strict: bool) -> Outcome {
        let found = self.errors > 0 || (strict && self.warnings > 0);
        if found { Outcome::Found } else { Outcome::Clean }
    }

    /// "2 errors, 1 warning in 3 timelines".
    fn counts(&self) -> String {
        let counted = |n: usize, what: &str| match n {
            1 => format!("1 {what}"),
            n => format!("{n} {what}s"),
        };
        let told = match (self.errors, self.warnings) {
            (0, 0) => "nothing to remark".to_owned(),
            (errors, 0) => counted(errors, "error"),
            (0, warnings) => counted(warnings, "warning"),
            (errors, warnings) => {
                format!("{}, {}", counted(errors, "error"), counted(warnings, "warning"))
            }
        };
        format!("{told} in {}", counted(self.files, "timeline"))
    }
}

/// Prints the remarks on one file for a person, without counts: what commands other than `check`
/// do on stderr. [`Outcome::Found`] where there is an error among them.
pub(crate) fn remarks(
    err: &mut dyn Write,
    document: &Document,
    remarks: &[Diagnostic],
) -> Result<Outcome, Error> {
    Report::new(Format::Human).add(err, document, remarks)?;
    let found = remarks.iter().any(|remark| remark.severity == Severity::Error);
    Ok(if found { Outcome::Found } else { Outcome::Clean })
}
