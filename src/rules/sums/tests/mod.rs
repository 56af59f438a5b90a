mod repairs;
mod verdicts;
