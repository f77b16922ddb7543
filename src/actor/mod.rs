//! Actors in text: which words name whom.
