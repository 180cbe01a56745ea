//! Letters and papers: which there are, making them, the lead's own templates, recording that they were handed out.
//!
//! | file | what it does |
//! | --- | --- |
//! | [`texts`] | the text of a kind: the lead's own document or Markdown, or the built-in one |
//! | [`making`] | fills a kind for those it is for, all or nothing |
//! | [`freshness`] | whether a paper that stands still says what it would say today |
//! | [`issuing`] | records that letters were handed out |
//! | [`folder`] | what stands in a kind's folder, and what has to be written |
//! | [`template`] | a built-in text as a template for the lead to change |
//! | `points` | the recorded points as values |
//! | [`overview`] | how many papers of each kind are expected and written |

pub(crate) mod folder;
pub(crate) mod freshness;
pub(crate) mod issuing;
pub(crate) mod making;
pub(crate) mod overview;
mod points;
pub(crate) mod template;
pub(crate) mod texts;
