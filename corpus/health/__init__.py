"""Whether a site's runs give what they usually give: figures, learned bands, findings, verdicts and alarms."""
