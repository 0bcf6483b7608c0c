"""How does a PlanX flow become a pattern?"""
