// What Node takes for an ES module with nothing in it.
