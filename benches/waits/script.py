"""The script that somebody would write instead: reads the two exports, pairs by numpy and scipy, writes the pairs."""

import csv
import sys

import numpy as np
from scipy.optimize import linear_sum_assignment

GOALS = ["What would you like to share?", "What would you like to learn about?"]
WISHES = ["Preferred specialty of your mentee", "Preferred specialty of your mentor"]
PLACES = ["Preferred place of employment of your mentee", "Preferred place of employment of your mentor"]


def read(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def fits(wishing, wished, wish, fact):
    """Whether each wish is open or met: people x people."""
    wishes = np.array([person[wish] for person in wishing])
    facts = np.array([person[fact] for person in wished])
    return (wishes[:, None] == "") | (wishes[:, None] == facts[None, :])


mentors, mentees = read(sys.argv[1]), read(sys.argv[2])
goals = sorted({goal for side, column in ((mentors, GOALS[0]), (mentees, GOALS[1])) for person in side for goal in person[column].split(";")})
has = [
    np.array([[goal in person[column].split(";") for goal in goals] for person in side], dtype=np.float32)
    for side, column in ((mentors, GOALS[0]), (mentees, GOALS[1]))
]
common = has[0] @ has[1].T
score = 600 * common / (has[0].sum(1)[:, None] + has[1].sum(1)[None, :] - common)
score += 125 * fits(mentors, mentees, WISHES[0], "Specialty") + 125 * fits(mentees, mentors, WISHES[1], "Specialty").T
score += 75 * fits(mentors, mentees, PLACES[0], "Place of employment") + 75 * fits(mentees, mentors, PLACES[1], "Place of employment").T
known = {person["Full name"].lower(): place for place, person in enumerate(mentees)}
for row, person in enumerate(mentors):
    column = known.get(person["Is there anyone with whom you should not be paired?"].lower())
    if column is not None:
        score[row, column] = -1e6
known = {person["Full name"].lower(): place for place, person in enumerate(mentors)}
for column, person in enumerate(mentees):
    row = known.get(person["Is there anyone with whom you should not be paired?"].lower())
    if row is not None:
        score[row, column] = -1e6
with open(sys.argv[3], "w", newline="", encoding="utf-8") as file:
    writer = csv.writer(file)
    for row, column in zip(*linear_sum_assignment(score, maximize=True)):
        if score[row, column] >= 0:
            writer.writerow([mentors[row]["Full name"], mentees[column]["Full name"], round(float(score[row, column]))])
