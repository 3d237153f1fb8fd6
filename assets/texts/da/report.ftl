# Tekster i rapporten (PDF).
