"""A vehicle register that stands in for the agency's Vehicle Enquiry Service: made-up vehicles, real wire format."""
