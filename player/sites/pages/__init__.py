"""Pages for staff: signing in, the own account, the people of a site, its tag."""
