"""Sites: a publisher's pages, the layouts that tell what is read on them, and the people who look after them."""
