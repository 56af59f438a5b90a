mod forms;
mod repairs;
mod sides;
mod verdicts;
