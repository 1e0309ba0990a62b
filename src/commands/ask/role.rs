//! What does somebody do?

use crate::answer::{Answer, Archive, Question};
use crate::commands::{AskError, Options, who};
use crate::store::StoreError;

/// Answers `what does X do`, `what is X's job`, `what is X famous for`.
pub fn answer(archive: &Archive, question: &Question) -> Result<Option<Answer>, StoreError> {
    let [named] = &question.names[..] else { return Ok(None) };
    let living = ["job", "work", "profession", "career", "occupation", "living", "famous", "known", "tv", "television"];
    let content = question.content();
    let asks = question.begins(&["what", "whats"]) && content.iter().all(|w| living.contains(w));
    let does = question.has(&["do", "does", "did"]) || !content.is_empty();
    if !asks || !does || named.people.is_empty() {
        return Ok(None);
    }
    let name = match named.people[..] {
        [one] => archive.name(one).to_owned(),
        _ => named.text.clone(),
    };
    match (who::COMMAND.answer)(archive, &Options::from([("person".to_owned(), name)])) {
        Ok(answer) => Ok(Some(answer)),
        Err(AskError::Broke(broke)) => Err(broke),
        Err(AskError::Asked(_)) => Ok(None),
    }
}
