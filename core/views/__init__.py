"""Behind the public door: one module per kind of question. Called only through core/dashboard.py."""
