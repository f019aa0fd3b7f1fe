import pytest
from lxml import etree

from documents.xml import NotValid, node, write_xml

SCHEMA = """<?xml version="1.0"?>
<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema">
  <xsd:element name="list"><xsd:complexType><xsd:sequence>
    <xsd:element name="first" type="xsd:string"/><xsd:element name="last" type="xsd:integer"/>
  </xsd:sequence><xsd:attribute name="made-by" type="xsd:string"/></xsd:complexType></xsd:element>
</xsd:schema>"""


@pytest.fixture
def schema(tmp_path):
    path = tmp_path / "list.xsd"
    path.write_text(SCHEMA)
    return path


def test_a_tree_that_obeys_is_written(schema):
    data = write_xml(
        node("list", node("first", text="a < b\x00"), None, node("last", text="3"), made_by="M", old=None), schema=schema
    )
    root = etree.fromstring(data)
    assert data.startswith(b"<?xml version='1.0' encoding='UTF-8'?>")
    assert [(child.tag, child.text) for child in root] == [("first", "a < b"), ("last", "3")]
    assert dict(root.attrib) == {"made-by": "M"}


def test_elements_in_another_order_are_no_file(schema):
    with pytest.raises(NotValid) as refused:
        write_xml(node("list", node("last", text="3"), node("first", text="x")), schema=schema)
    assert [fault.split(".")[0] for fault in refused.value.faults] == ["line 0: Element 'last': This element is not expected"]
