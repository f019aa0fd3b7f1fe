"""The files a narrative report can be had as; page and command make the same bytes."""

from reports import pdf
from reports.exports.narrative_docx import write_docx

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
#: ending → (what makes the bytes of a reports.narrative_paper.Paper, media type)
FILES = {"pdf": (lambda paper: pdf.render_narrative(paper), "application/pdf"), "docx": (write_docx, DOCX)}
