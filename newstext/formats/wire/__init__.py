"""The wires: NewsML-G2, NITF, NewsML 1, ninjs, IPTC 7901, ANPA."""
