"""iJw messages: opened safely (bronnen), and taken apart into rows (delen)."""
