"""HL7 Context-Aware Knowledge Retrieval: patient records ask by code, and get pages."""
