"""The neural network of both stages: it reads characters, and says what each is part of and what relates two names.

A small bidirectional GRU that was trained on general Chinese (LAC, Apache License 2.0) and learnt on from the corpus.
Training wants PyTorch (the extra ``train``); reading needs no more than numpy.
"""

from kg.network.network import Network, Reading, load_network
from kg.network.place import Place, place_arrays

__all__ = ["Network", "Place", "Reading", "load_network", "place_arrays"]
