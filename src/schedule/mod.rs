//! When pairs and groups meet: free days, timetables and their repair. Pure; today is an argument.
