//! Accessibility, as far as a program can tell: axe-core in the page.

use serde::Deserialize;

use crate::page::Page;
use crate::place;

#[derive(Deserialize)]
struct Violation {
    id: String,
    help: String,
    nodes: Vec<Node>,
}

#[derive(Deserialize)]
struct Node {
    html: String,
    #[serde(rename = "failureSummary")]
    summary: String,
}

impl Page {
    /// What axe-core finds wrong on the screen as it is now, one line each; empty where it finds nothing.
    pub async fn axe(&self) -> Vec<String> {
        let loaded: bool = self.value("typeof axe === 'object'").await;
        if !loaded {
            self.js::<()>(&place::axe(), &[]).await;
        }
        let script = "
            const done = arguments[0];
            axe.run(document, { resultTypes: ['violations'] })
                .then(found => done(found.violations), error => done([{
                    id: 'axe', help: String(error), nodes: [{ html: '', failureSummary: '' }],
                }]));";
        let answer = self.web.execute_async(script, Vec::new()).await;
        let violations: Vec<Violation> = answer
            .and_then(|answer| answer.convert())
            .unwrap_or_else(|error| panic!("axe-core does not run: {error}"));
        let line = |violation: &Violation, node: &Node| {
            let mut html = node.html.clone();
            html.truncate(html.floor_char_boundary(300));
            format!(
                "{}: {} — {html} — {}",
                violation.id, violation.help, node.summary
            )
        };
        violations
            .iter()
            .flat_map(|violation| {
                violation
                    .nodes
                    .iter()
                    .map(move |node| line(violation, node))
            })
            .collect()
    }
}
