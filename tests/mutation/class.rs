//! What can be wrong with a report: one class for each kind of number or words that a mutation changes.

macro_rules! classes {
    ($($(#[$doc:meta])* $name:ident $label:literal $floor:literal),+ $(,)?) => {
        /// A kind of error.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub(crate) enum Class {
            $($(#[$doc])* $name,)+
        }

        impl Class {
            /// All of them, in the order of the printed table.
            pub(crate) const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// Its name in the printed table.
            pub(crate) fn label(self) -> &'static str {
                match self { $(Self::$name => $label,)+ }
            }

            /// Whether the number belongs to a sum of tables 3 and 4.
            pub(crate) fn is_sum(self) -> bool {
                self <= Self::CaseResult
            }

            /// Whether what changes is a year.
            pub(crate) fn is_year(self) -> bool {
                matches!(self, Self::TitleYear | Self::PeriodYear | Self::SentenceYear | Self::GarbledYear)
            }

            /// The percentage that has to be found at least; 0 for what no rule checks yet.
            pub(crate) fn floor(self) -> u64 {
                match self { $(Self::$name => $floor,)+ }
            }
        }
    };
}

classes! {
    /// Table 3, rows 一 and 二 of one kind of applicant.
    Intake "table 3: intake" 100,
    /// Table 3, an outcome of one kind of applicant.
    Outcome "table 3: outcome" 100,
    /// Table 3, (七)总计 of one kind of applicant.
    HandledCell "table 3: total handled" 100,
    /// Table 3, 四 of one kind of applicant.
    CarriedOutCell "table 3: carried over" 100,
    /// Table 3, the column 总计.
    RowTotal "table 3: row total" 100,
    /// Table 3: some applications of a row moved to another kind of applicant.
    Moved "table 3: moved between applicants" 100,
    /// Table 4, a 总计.
    CaseTotal "table 4: total" 100,
    /// Table 4, one of four results.
    CaseResult "table 4: result" 100,
    /// Table 2, a cell that the text names.
    Table2 "table 2: cell" 88,
    Received "text: received" 96,
    CarriedIn "text: carried in" 90,
    Handled "text: handled" 90,
    CarriedOut "text: carried over" 96,
    Granted "text: granted" 91,
    Partly "text: partly granted" 96,
    Refused "text: refused" 96,
    Unavailable "text: not available" 96,
    Unprocessed "text: not processed" 96,
    OtherOutcome "text: other outcomes" 96,
    /// What is left behind the outcomes named: 其余12件.
    Left "text: what is left" 50,
    /// One numbered reason under (三) to (五).
    Reason "text: reason of an outcome" 96,
    Applicants "text: kind of applicant" 90,
    Channel "text: channel" 78,
    Office "text: office" 90,
    Review "text: reviews" 89,
    ReviewResult "text: result of reviews" 90,
    Lawsuits "text: lawsuits" 96,
    LawsuitResult "text: result of lawsuits" 90,
    Normative "text: 规章, 规范性文件" 59,
    Licences "text: 许可" 74,
    Penalties "text: 处罚, 强制" 73,
    Fees "text: 收费, 采购" 90,
    Share "share" 93,
    Growth "rate of growth" 96,
    Difference "growth in numbers" 96,
    LastYear "last year's number" 84,
    /// A part of a list whose clause says that it is whole: 共, 分别, 包括.
    Breakdown "breakdown, said to be whole" 85,
    /// A part of a list behind 其中 alone, which may name only some parts.
    Subset "breakdown, 其中 alone" 77,
    TitleYear "year of the title" 96,
    PeriodYear "year of the period" 96,
    SentenceYear "year of a sentence" 72,
    GarbledYear "garbled year" 96,
    Ordinal "skipped ordinal" 96,
    Sections "announced sections" 92,
    Claim "claim without a number" 96,
    /// Row 二 against row 四 of the year before.
    CarriedForward "two years: carried forward" 100,
    /// Documents in force, or items at the start of the year, against the year before.
    Stock "two years: stock" 100,
}
