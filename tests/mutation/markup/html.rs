//! Pages: plain, as word processors export them, as sites publish them.

use std::fmt::Write;

use super::look::{Look, Markup};
use super::pen::{Coding, Pen};
use super::place::Rendered;
use crate::mutation::paper::{Block, Cell, Edits, Grid, Line, Paper};
use crate::mutation::rng::Rng;

/// Writes a page; `rng` draws the same things whatever the edits.
struct Page<'a> {
    pen: Pen<'a>,
    rng: Rng,
    runs: Rng,
    markup: Markup,
    /// Lines written, by which the breaks of runs are drawn: an edit moves none in another line.
    line: u64,
    /// Cells are `<th>` where they are heads.
    th: bool,
    /// End tags left out where the standard allows.
    open: bool,
}

/// The report as a page.
pub(crate) fn page(paper: &Paper, edits: &Edits, look: &Look) -> Rendered {
    let mut rng = look.rng.fork(1);
    let (th, open) = (rng.chance(40), rng.chance(25));
    let mut page = Page { pen: Pen::new(paper, edits), rng, runs: look.rng.fork(2), markup: look.markup, line: 0, th, open };
    page.start(look.coding);
    for block in &paper.blocks {
        page.block(block);
    }
    page.end();
    page.pen.file("report.html", look.coding)
}

impl Page<'_> {
    fn start(&mut self, coding: Coding) {
        let charset = match coding {
            Coding::Gb18030 => "<meta http-equiv=\"Content-Type\" content=\"text/html; charset=gb2312\">",
            Coding::Utf8 => "<meta charset=\"utf-8\">",
            Coding::Utf8Bom | Coding::Utf16 => "",
        };
        let agency = self.pen.paper.agency.clone();
        let site = if self.markup == Markup::Cms { format!("{agency}门户网站") } else { format!("{agency}年度报告") };
        self.pen.push(&format!("<!DOCTYPE html>\n<html><head>{charset}<title>{site}</title>\n"));
        match self.markup {
            Markup::Word => self.pen.push("<style>p.MsoNormal{margin:0cm;mso-pagination:none} td{padding:0}</style></head>\n<body lang=ZH-CN>\n<div class=WordSection1>\n"),
            Markup::Cms => self.chrome(&agency),
            _ => self.pen.push("</head><body>\n"),
        }
    }

    /// What a site puts around an article: scripts, navigation, a table of metadata, all of it in layout tables.
    fn chrome(&mut self, agency: &str) {
        let (year, form) = (self.pen.paper.year, self.pen.paper.form);
        let (id, visits) = (self.rng.range(1000, 9999), self.rng.range(20, 99_000));
        self.pen.push("<script>var count = 38; document.title = \"\";</script></head><body>\n");
        self.pen.push("<div class=\"nav\"><ul><li><a href=\"/\">首页</a></li><li><a href=\"/zwgk/\">政务公开</a></li><li><a href=\"/hdjl/\">互动交流</a></li></ul></div>\n");
        self.pen.push(&format!(
            "<table width=\"100%\"><tr><td><table class=\"meta\"><tr><td>索引号：</td><td>{id}/{form}-00{}</td><td>发布机构：</td><td>{agency}</td></tr>\n",
            id % 90 + 10
        ));
        self.pen.push(&format!(
            "<tr><td>公开日期：</td><td>{}-01-{}</td><td>浏览次数：</td><td><span id=\"hits\">{visits}</span></td></tr></table></td></tr>\n",
            year + 1,
            id % 18 + 11
        ));
        self.pen.push("<tr><td><div id=\"zoom\"><!--CONTENT START-->\n");
    }

    fn end(&mut self) {
        match self.markup {
            Markup::Word => self.pen.push("</div></body></html>\n"),
            Markup::Cms => {
                let visitor = self.rng.range(1000, 900_000);
                self.pen.push(&format!(
                    "<!--CONTENT END--></div></td></tr><tr><td><div class=\"foot\">您是第<b>{visitor}</b>位访问者　联系电话：010-6{}</div><a href=\"#\">打印本页</a></td></tr></table></body></html>\n",
                    visitor + 1_000_000
                ));
            }
            _ => self.pen.push("</body></html>\n"),
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Title(line) => match self.markup {
                Markup::Plain => self.element("h1", "", line),
                Markup::Cms => self.element("div", " class=\"title\" style=\"text-align:center\"", line),
                Markup::Word => self.element("p", " class=MsoNormal align=center style='text-align:center'", line),
                _ => {}
            },
            Block::Heading(line) if self.markup == Markup::Plain => self.element("h2", "", line),
            Block::Sub(line) if self.markup == Markup::Plain => self.element("h3", "", line),
            Block::Heading(line) | Block::Sub(line) => self.bold(line),
            Block::Paragraph(line) => self.paragraph(line, ""),
            Block::Signature(line) => self.paragraph(line, " align=\"right\""),
            Block::Table(grid) => self.table(grid),
        }
        self.pen.push("\n");
    }

    fn element(&mut self, name: &str, attributes: &str, line: &Line) {
        self.pen.push(&format!("<{name}{attributes}>"));
        self.run(line);
        self.pen.push(&format!("</{name}>"));
    }

    fn bold(&mut self, line: &Line) {
        self.pen.push(if self.markup == Markup::Word {
            "<p class=MsoNormal style='text-indent:32.0pt'><b>"
        } else {
            "<p>&emsp;&emsp;<strong>"
        });
        self.run(line);
        self.pen.push(if self.markup == Markup::Word { "<o:p></o:p></b></p>" } else { "</strong></p>" });
    }

    fn paragraph(&mut self, line: &Line, attributes: &str) {
        match self.markup {
            Markup::Word => {
                self.pen.push("<p class=\"MsoNormal\" style=\"text-indent:32.0pt;line-height:28.0pt;mso-line-height-rule:exactly\">");
            }
            Markup::Cms => self.pen.push(&format!("<p{attributes} style=\"text-indent: 2em;\">&nbsp;&nbsp;")),
            _ => self.pen.push(&format!("<p{attributes}>")),
        }
        self.run(line);
        self.pen.push(if self.markup == Markup::Word { "<o:p></o:p></p>" } else { "</p>" });
    }

    /// A line; a word processor's is broken into spans wherever its font or language changed.
    fn run(&mut self, line: &Line) {
        let chars = self.pen.chars(line);
        let word = self.markup == Markup::Word;
        self.line += 1;
        if word {
            self.span(0);
        }
        for (n, (c, mark)) in chars.iter().enumerate() {
            let (c, mark) = (*c, *mark);
            let was_digit = n > 0 && chars[n - 1].0.is_ascii_digit();
            let font_changes = word && n > 0 && (was_digit != c.is_ascii_digit() || self.breaks(n));
            if font_changes {
                self.pen.push("</span>");
                if c.is_ascii_digit() && !chars[n - 1].0.is_ascii() && n % 3 == 0 {
                    self.pen.push("\n");
                }
                self.span(n);
            }
            let mut buffer = [0; 4];
            let text = match c {
                '&' => "&amp;",
                '<' => "&lt;",
                '\u{a0}' => "&nbsp;",
                '“' if word => "&ldquo;",
                '”' if word => "&rdquo;",
                c => c.encode_utf8(&mut buffer),
            };
            self.pen.char(text, mark);
        }
        if word {
            self.pen.push("</span>");
        }
    }

    /// Random numbers of the `n`th character of this line.
    fn here(&self, n: usize) -> Rng {
        self.runs.fork((self.line << 20) | n as u64)
    }

    /// Whether a run ends before the `n`th character.
    fn breaks(&self, n: usize) -> bool {
        self.here(n).below(13) == 0
    }

    fn span(&mut self, n: usize) {
        let lang = if self.here(n).chance(40) { " lang=EN-US" } else { "" };
        self.pen.push(&format!("<span{lang} style='font-size:16.0pt;font-family:仿宋_GB2312'>"));
    }

    fn table(&mut self, grid: &Grid) {
        self.pen.push(match self.markup {
            Markup::Word => "<table class=MsoNormalTable border=1 cellspacing=0 cellpadding=0 style='border-collapse:collapse'>\n",
            Markup::Cms => "<div style=\"overflow:auto\"><table border=\"1\" class=\"article-table\"><tbody>\n",
            _ => "<table border=\"1\">\n",
        });
        for row in grid {
            self.pen.push("<tr>");
            for cell in row {
                self.cell(cell);
            }
            self.pen.push(if self.open { "\n" } else { "</tr>\n" });
        }
        self.pen.push(if self.markup == Markup::Cms { "</tbody></table></div>" } else { "</table>" });
    }

    fn cell(&mut self, cell: &Cell) {
        let name = if self.th && cell.head && self.markup != Markup::Word { "th" } else { "td" };
        let mut tag = format!("<{name}");
        if cell.rows > 1 {
            let _ = write!(tag, " rowspan=\"{}\"", cell.rows);
        }
        if cell.cols > 1 {
            let _ = write!(tag, " colspan=\"{}\"", cell.cols);
        }
        self.pen.push(&format!("{tag}>"));
        match self.markup {
            Markup::Word => {
                let chars = self.pen.chars(&cell.line);
                // A label too long for its cell is two paragraphs.
                let cut = if cell.head && chars.len() == 4 && self.rng.chance(30) { 2 } else { chars.len() };
                let plain = |part: &[(char, Option<usize>)]| part.iter().map(|(c, _)| *c).collect::<String>();
                self.pen.push("<p class=MsoNormal align=center style='text-align:center'>");
                if cut < chars.len() {
                    let (first, second) = (plain(&chars[..cut]), plain(&chars[cut..]));
                    self.run(&vec![crate::mutation::paper::Piece::Words(first)]);
                    self.pen.push("</p><p class=MsoNormal align=center>");
                    self.run(&vec![crate::mutation::paper::Piece::Words(second)]);
                } else {
                    self.run(&cell.line);
                }
                self.pen.push("<o:p></o:p></p>");
            }
            Markup::Cms if cell.head && self.rng.chance(15) => {
                let chars = self.pen.chars(&cell.line);
                if chars.len() == 4 {
                    let words: String = chars.iter().map(|(c, _)| *c).collect();
                    let at = words.char_indices().nth(2).map_or(0, |(at, _)| at);
                    self.pen.push(&format!("{}<br/>{}", &words[..at], &words[at..]));
                } else {
                    self.run(&cell.line);
                }
            }
            _ => self.run(&cell.line),
        }
        if !self.open {
            self.pen.push(&format!("</{name}>"));
        }
    }
}
