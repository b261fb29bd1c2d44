"""The DCAT-AP catalogue: the same graph in both texts, with what DCAT-AP asks of each node."""

import pytest
from rdflib import Graph, Namespace
from rdflib.compare import isomorphic
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF, XSD

SPDX = Namespace("http://spdx.org/rdf/terms#")
DATASET = (
    DCTERMS.title, DCTERMS.description, DCTERMS.publisher, DCTERMS.identifier, DCTERMS.language,
    DCTERMS.spatial, DCTERMS.temporal, DCTERMS.accrualPeriodicity, DCTERMS.modified, DCAT.theme,
    DCAT.distribution, DCAT.landingPage,
)  # fmt: skip
CATALOGUE = (
    DCTERMS.title, DCTERMS.description, DCTERMS.publisher, DCTERMS.license, DCTERMS.language,
    FOAF.homepage,
)  # fmt: skip
DISTRIBUTION = (
    DCTERMS.title, DCTERMS.format, DCTERMS.license, DCTERMS.language, DCAT.accessURL, DCAT.downloadURL,
    DCAT.mediaType, DCAT.byteSize, SPDX.checksum,
)  # fmt: skip


@pytest.fixture
def graph(embedded):
    """The catalogue as read from Turtle."""
    return Graph().parse(embedded.folder / "catalogue.ttl")


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")  # rdflib’s own reader
def test_turtle_and_json_ld_say_the_same(embedded, graph):
    other = Graph().parse(embedded.folder / "catalogue.jsonld")
    assert len(graph) > 500
    assert isomorphic(graph, other)


def test_the_catalogue_has_what_dcat_ap_asks(graph):
    (catalogue,) = graph.subjects(RDF.type, DCAT.Catalog)
    assert [name for name in CATALOGUE if graph.value(catalogue, name) is None] == []
    (publisher,) = graph.objects(catalogue, DCTERMS.publisher)
    assert (publisher, RDF.type, FOAF.Agent) in graph
    assert graph.value(publisher, FOAF.name)
    assert set(graph.objects(catalogue, DCAT.dataset)) == set(graph.subjects(RDF.type, DCAT.Dataset))


def test_every_dataset_has_what_dcat_ap_asks(embedded, graph):
    datasets = set(graph.subjects(RDF.type, DCAT.Dataset))
    assert len(datasets) == len(embedded.contenus) + 1
    for dataset in datasets:
        assert [name for name in DATASET if graph.value(dataset, name) is None] == []
        period = graph.value(dataset, DCTERMS.temporal)
        assert str(graph.value(period, DCAT.startDate)) <= str(graph.value(period, DCAT.endDate))
        theme = str(graph.value(dataset, DCAT.theme))
        assert theme.startswith("http://publications.europa.eu/resource/authority/data-theme/")


def test_every_distribution_has_what_dcat_ap_asks_and_says_the_truth(embedded, graph):
    distributions = set(graph.objects(None, DCAT.distribution))
    assert distributions == set(graph.subjects(RDF.type, DCAT.Distribution))
    for one in distributions:
        assert [name for name in DISTRIBUTION if graph.value(one, name) is None] == []
        fichier = embedded.fichiers[str(graph.value(one, DCAT.downloadURL)).rpartition("/")[2]]
        size = graph.value(one, DCAT.byteSize)
        assert (size.toPython(), size.datatype) == (fichier.octets, XSD.nonNegativeInteger)
        value = graph.value(graph.value(one, SPDX.checksum), SPDX.checksumValue)
        assert str(value) == fichier.sha256
