# Tekster i vinduet.
