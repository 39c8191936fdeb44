"""What is said of strategies, held against many worlds: is it so, and is it so for the reason given?"""
