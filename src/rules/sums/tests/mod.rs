mod declared;
mod forms;
mod rates;
mod repairs;
mod sides;
mod verdicts;
