"""kg: knowledge graphs of enterprises, projects, partners and parks from Chinese articles about development zones."""

__version__ = "0.1.0"
