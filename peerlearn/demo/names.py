"""Given and family names that are usual in the countries of the demo company."""

GIVEN = {
    "DE": "Anna Ben Clara David Elif Felix Greta Hannes Ida Jonas Katrin Lukas Mara Nils Olivia "
    "Paul Renate Sven Tara Uwe Vera Wolfgang Yara Emre Lena Matthias Sabine Florian Heike Jan",
    "PT": "Afonso Beatriz Carlos Diana Eduardo Filipa Gonçalo Helena Inês João Leonor Miguel "
    "Nuno Patrícia Ricardo Sofia Tiago Vasco Catarina Rui Marta Bruno Joana Pedro Teresa",
    "IN": "Aarav Bhavna Chetan Divya Esha Farhan Gauri Harish Isha Jatin Kavya Lakshmi Manoj "
    "Neha Omkar Priya Rahul Sneha Tanvi Uday Varun Yash Zoya Arjun Meera Nikhil Pooja Rohan",
    "US": "Amy Brian Chloe Derek Elena Frank Grace Hector Irene Jamal Kelly Luis Maya Nathan "
    "Olga Peter Quinn Rosa Sam Tyler Uma Victor Wendy Xavier Zoe Marcus Dana Keisha Noah Ruth",
}
FAMILY = {
    "DE": "Albrecht Bauer Conrad Dietrich Engel Fischer Graf Hoffmann Jansen Keller Lang Meyer "
    "Neumann Otto Peters Richter Schulz Thiele Ullrich Vogel Weber Yilmaz Zimmermann Krause "
    "Lehmann Seidel Kaya Brandt",
    "PT": "Almeida Barbosa Cardoso Dias Esteves Ferreira Gomes Henriques Lopes Marques Nunes "
    "Oliveira Pinto Ramos Santos Teixeira Vieira Correia Moreira Rocha Sousa Matos",
    "IN": "Agarwal Banerjee Chopra Desai Gupta Iyer Joshi Kapoor Kulkarni Mehta Nair Patel Rao "
    "Reddy Shah Singh Thakur Verma Menon Bose Chatterjee Pillai Mishra Saxena",
    "US": "Anderson Brooks Carter Diaz Evans Foster Garcia Hughes Johnson Kim Lewis Martinez "
    "Nguyen Owens Parker Ramirez Scott Turner Walker Young Bennett Coleman Flores Hayes",
}


def given(country: str) -> list[str]:
    """Given names of a country (ISO 3166 code)."""
    return GIVEN[country].split()


def family(country: str) -> list[str]:
    """Family names of a country (ISO 3166 code)."""
    return FAMILY[country].split()
