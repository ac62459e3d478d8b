"""What happens: sources, archive, indicators, assessment and edition. No web, no database, no clock."""
