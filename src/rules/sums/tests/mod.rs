mod repairs;
mod sides;
mod verdicts;
