# Texts of the report (PDF).
