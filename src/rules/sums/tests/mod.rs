mod declared;
mod forms;
mod open;
mod rates;
mod repairs;
mod rounding;
mod sides;
mod verdicts;
