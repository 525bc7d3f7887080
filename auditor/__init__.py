"""auditor: does an organisation show on social media what it promises on its website and in its brochures?"""
